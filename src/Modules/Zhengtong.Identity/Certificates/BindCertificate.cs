using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Certificates;

/// <summary>
/// Certificates of one's own account. One with a number must show the holder's own; one without is bound by whoever was checked in person and has the name that it shows. Only a number makes the
/// authority answer for the person (<see cref="ProofKind.Certificate"/>).
/// </summary>
internal sealed class BindCertificate(Database db, PersonalData personal, StaffEnrolment enrolment, AccountHolders holders)
{
    private static readonly Problem Taken = Problem.Conflict("identity.certificate-taken", "这张证书已经登记过。");
    private static readonly Problem NotHis = Problem.Invalid("identity.certificate-other", "证书上的姓名或证件号码与您的账号不一致。请使用您本人的证书。", "Certificate");
    private static readonly Problem NotChecked = Problem.Invalid(
        "identity.certificate-unchecked", "证书上没有证件号码，须先核验您本人的身份（网上人脸核验或到窗口核验），再登记这张证书。", "Certificate");
    private static readonly Problem Unknown = Problem.NotFound("identity.certificate-unknown", "没有找到这张证书，它可能已被移除。");

    internal sealed record Row(Guid Id, string Subject, string Issuer, string Algorithm, DateTime ValidUntil, DateTime BoundAt, DateTime? LastUsedAt);

    public Task<List<Row>> ListAsync(Guid accountId, CancellationToken ct) => db.Set<BoundCertificate>().AsNoTracking().Where(x => x.AccountId == accountId && x.RemovedAt == null)
        .OrderBy(x => x.Id).Take(50).Select(x => new Row(x.Id, x.Subject, x.Issuer, x.Algorithm, x.ValidUntil, x.BoundAt, x.LastUsedAt)).ToListAsync(ct);

    public async Task<Outcome> HandleAsync(Guid accountId, CheckedCertificate shown, Act act, CancellationToken ct)
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.Id == accountId, ct);
        if (account.StaffId is { } staff)
        {
            var member = await db.Set<StaffMember>().AsNoTracking().SingleAsync(x => x.Id == staff, ct);
            return shown.Name.Contains(member.Name, StringComparison.Ordinal) ? await AddAsync(accountId, shown, answersForPerson: false, act, ct) : NotHis;
        }

        var person = await db.Set<Person>().AsNoTracking().SingleAsync(x => x.Id == account.PersonId, ct);
        if (shown.Number is { } number)
        {
            return personal.IdLookup(person.IdKind, number) == person.IdNumberLookup ? await AddAsync(accountId, shown, answersForPerson: true, act, ct) : NotHis;
        }

        return shown.Name != person.Name ? NotHis
            : await db.Set<IdentityProof>().AnyAsync(f => f.PartyId == person.Id && f.EndedAt == null && f.Level >= AssuranceLevel.Checked, ct)
                ? await AddAsync(accountId, shown, answersForPerson: false, act, ct)
                : NotChecked;
    }

    public async Task<Outcome> AddAsync(Guid accountId, CheckedCertificate shown, bool answersForPerson, Act act, CancellationToken ct)
    {
        var id = act.NewId();
        db.Add(new BoundCertificate
        {
            Id = id, AccountId = accountId, Thumbprint = shown.Thumbprint, Subject = shown.Name, Issuer = shown.Issuer, SerialNumber = shown.SerialNumber, Algorithm = shown.Algorithm,
            ValidUntil = shown.ValidUntil, BoundAt = act.At, LastUsedAt = act.At,
        });
        if (answersForPerson)
        {
            db.Add(IdentityProof.Of(act.Actor.Id, ProofKind.Certificate, shown.Issuer, shown.SerialNumber, act.At));
        }

        await holders.RecordAsync(accountId, act, "certificate-bound", new { id, issuer = shown.Issuer, serial = shown.SerialNumber }, ct);
        return await db.SaveAsync(ct, Taken);
    }

    public async Task<Outcome> RemoveAsync(Guid accountId, Guid id, Act act, CancellationToken ct)
    {
        if (await db.Set<BoundCertificate>().SingleOrDefaultAsync(x => x.Id == id && x.AccountId == accountId && x.RemovedAt == null, ct) is not { } bound)
        {
            return Unknown;
        }

        if (act.Actor.Kind == ActorKind.Staff && !await enrolment.KeepsOneAsync(accountId, id, ct))
        {
            return Problem.Conflict("identity.last-key", "这是您唯一的登录方式，移除后将不能登录。请先设置动态口令，或登记通行密钥、另一张数字证书。");
        }

        bound.Remove(act.At);
        foreach (var proof in await db.Set<IdentityProof>()
            .Where(f => f.PartyId == act.Actor.Id && f.Kind == ProofKind.Certificate && f.EndedAt == null && f.Reference == bound.SerialNumber && f.Source == bound.Issuer).ToListAsync(ct))
        {
            proof.End("本人移除数字证书", act.At);
        }

        await holders.RecordAsync(accountId, act, "certificate-removed", new { id, issuer = bound.Issuer, serial = bound.SerialNumber }, ct);
        return await db.SaveAsync(ct);
    }
}
