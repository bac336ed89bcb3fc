using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Certificates;

/// <summary>
/// The certificates of a company (08.02, 08.04): its legal representative registers one whose subject shows its unified social credit code, which makes the authority answer for the company; an
/// agent who has it in hand enters as the company with it. It says for whom is acted, never who acts: that he is an agent, and who he is, is asked as ever (<see cref="CompanyCertificateRule"/>).
/// </summary>
internal sealed class CompanyCertificates(Database db)
{
    private static readonly Problem Taken = Problem.Conflict("identity.company-certificate-taken", "这张证书已经登记过。");
    private static readonly Problem NotIts = Problem.Invalid(
        "identity.company-certificate-other", "证书上没有本单位的统一社会信用代码，或代码与登记的不一致。请使用发证机构颁发给本单位的证书。", "Certificate");
    private static readonly Problem Unknown = Problem.NotFound("identity.company-certificate-unknown", "没有找到这张证书，它可能已被移除。");
    private static readonly Problem NotRegistered = Problem.Invalid("identity.company-certificate-unbound", "这张证书还没有由法定代表人登记，或者您不是这个单位的经办人。", "Certificate");
    private static readonly Problem Nobody = Problem.Forbidden("identity.company-certificate-nobody", "用单位数字证书进入，须先知道是谁在办。请先完成您本人的实名认证，再用证书进入。");

    internal sealed record Row(Guid Id, string Subject, string Issuer, string Algorithm, DateTime ValidUntil, DateTime BoundAt, DateTime? LastUsedAt);

    public Task<List<Row>> ListAsync(Guid companyId, CancellationToken ct) => db.Set<CompanyCertificate>().AsNoTracking().Where(x => x.CompanyId == companyId && x.RemovedAt == null)
        .OrderBy(x => x.Id).Take(50).Select(x => new Row(x.Id, x.Subject, x.Issuer, x.Algorithm, x.ValidUntil, x.BoundAt, x.LastUsedAt)).ToListAsync(ct);

    public async Task<Outcome> BindAsync(Guid companyId, CheckedCertificate shown, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        if (shown.Number != company.CreditCode)
        {
            return NotIts;
        }

        var id = act.NewId();
        db.Add(new CompanyCertificate
        {
            Id = id, CompanyId = companyId, Thumbprint = shown.Thumbprint, Subject = shown.Name, Issuer = shown.Issuer, SerialNumber = shown.SerialNumber, Algorithm = shown.Algorithm,
            ValidUntil = shown.ValidUntil, BoundById = act.Actor.Id, BoundAt = act.At,
        });
        db.Add(IdentityProof.Of(companyId, ProofKind.Certificate, shown.Issuer, shown.SerialNumber, act.At));
        db.Record(company, act, "certificate-bound", new { id, issuer = shown.Issuer, serial = shown.SerialNumber });
        return await db.SaveAsync(ct, Taken);
    }

    public async Task<Outcome> RemoveAsync(Guid companyId, Guid id, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        if (await db.Set<CompanyCertificate>().SingleOrDefaultAsync(x => x.Id == id && x.CompanyId == companyId && x.RemovedAt == null, ct) is not { } bound)
        {
            return Unknown;
        }

        bound.Remove(act.At);
        foreach (var proof in await db.Set<IdentityProof>()
            .Where(f => f.PartyId == companyId && f.Kind == ProofKind.Certificate && f.EndedAt == null && f.Reference == bound.SerialNumber && f.Source == bound.Issuer).ToListAsync(ct))
        {
            proof.End("法定代表人移除单位数字证书", act.At);
        }

        db.Record(company, act, "certificate-removed", new { id, issuer = bound.Issuer, serial = bound.SerialNumber });
        return await db.SaveAsync(ct);
    }

    /// <param name="Level">What the session shows of the company from now on.</param>
    internal sealed record Entered(Guid CompanyId, AssuranceLevel Level);

    /// <summary>The company as which an agent enters with the certificate that he has just signed with.</summary>
    /// <param name="actor">What his session shows of himself.</param>
    public async Task<Outcome<Entered>> EnterAsync(CheckedCertificate shown, AssuranceLevel actor, Act act, CancellationToken ct)
    {
        var (me, agencies) = (act.Actor.Id, db.AgenciesOn(LegalDay.Of(act.At)));
        var bound = await db.Set<CompanyCertificate>().SingleOrDefaultAsync(
            x => x.Thumbprint == shown.Thumbprint && x.RemovedAt == null && agencies.Any(g => g.CompanyId == x.CompanyId && g.PersonId == me), ct);
        if (bound is null)
        {
            return NotRegistered;
        }

        var known = await db.ProofsOf(bound.CompanyId).MaxAsync(f => (AssuranceLevel?)f.Level, ct);
        if (CompanyCertificateRule.LevelOf(actor, known, MethodStrength.Of(MethodStrength.Certificate)) is not { } level)
        {
            return Nobody;
        }

        bound.Use(act.At);
        db.Record(await db.Set<Company>().SingleAsync(c => c.Id == bound.CompanyId, ct), act, "certificate-used", new { bound.Id });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Entered(bound.CompanyId, level) : Outcome<Entered>.Because(saved.Problems);
    }
}
