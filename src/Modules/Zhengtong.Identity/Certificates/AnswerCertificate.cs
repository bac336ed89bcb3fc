using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Certificates;

/// <summary>
/// 数字证书: the holder signs a text that holds purpose, site, time and a random part; it is taken once, from the browser that asked. Whose the certificate is, its binding says, or the number in
/// its subject. How a signing tool joins in stands in <c>docs/certificates.md</c>. Requirements 08.01, 08.02, 08.04.
/// </summary>
internal sealed class AnswerCertificate(
    Database db, PersonalData personal, CertificateAuthorities authorities, Challenges challenges, BindCertificate bind, FailedSignIns failed, IConfiguration configuration,
    TimeProvider clock)
{
    public const string SignIn = "sign-in";
    public const string Bind = "bind";
    public const string CompanyBind = "company-bind";
    public const string CompanyEnter = "company-enter";
    public const int Longest = 20_000;
    private static readonly Problem Late = Problem.Invalid("identity.certificate-late", "挑战码已经失效或已经用过。请对本页新的挑战码签名。", "Signature");
    private static readonly Problem Unbound = Problem.Invalid(
        "identity.certificate-unbound", "这张证书还没有登记到账号。请先用其他方式登录，在“数字证书”页面登记；还没有账号的，请先注册。", "Certificate");

    /// <summary>The text to sign, new with each page.</summary>
    public string Ask(HttpContext http, string purpose)
    {
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var text = $"zhengtong/1;purpose={purpose};site={http.Request.Host};time={time};nonce={Convert.ToHexString(RandomNumberGenerator.GetBytes(24))}";
        challenges.Ask(http, "certificate-" + purpose, text);
        return text;
    }

    public async Task<Outcome<CheckedCertificate>> CheckAsync(HttpContext http, string purpose, string? certificate, string? signature, CancellationToken ct)
    {
        if (await challenges.TakeAsync(http, "certificate-" + purpose, ct) is not { } challenge)
        {
            return Late;
        }

        if (certificate is not { Length: > 0 and <= Longest } || signature is not { Length: > 0 and <= 2000 })
        {
            return CertificateCheck.Unreadable;
        }

        var given = certificate.Contains("-----BEGIN", StringComparison.Ordinal) ? Encoding.ASCII.GetBytes(certificate) : Bytes(certificate);
        var oids = (configuration["Certificates:NumberOids"] ?? "2.5.4.5").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return CertificateCheck.Check(given, Bytes(signature), challenge, authorities.Current(), oids, clock.GetUtcNow().UtcDateTime);
    }

    public async Task<Outcome<Proof>> SignInAsync(HttpContext http, string? certificate, string? signature, CancellationToken ct)
    {
        var shown = await JudgeAsync(http, certificate, signature, ct);
        if (!shown.Ok && shown.Problems[0] != Late)
        {
            await failed.WriteAsync(null, MethodStrength.Certificate, FailedOutcome.Wrong, http.Address(), ct);
        }

        return shown;
    }

    private async Task<Outcome<Proof>> JudgeAsync(HttpContext http, string? certificate, string? signature, CancellationToken ct)
    {
        var outcome = await CheckAsync(http, SignIn, certificate, signature, ct);
        if (!outcome.TryGet(out var shown))
        {
            return Outcome<Proof>.Because(outcome.Problems);
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        if (await db.Set<BoundCertificate>().SingleOrDefaultAsync(x => x.Thumbprint == shown.Thumbprint && x.RemovedAt == null, ct) is { } bound)
        {
            bound.LastUsedAt = now;
            var used = await db.SaveAsync(ct);
            return used.Ok ? new Proof(bound.AccountId, MethodStrength.Certificate) : Outcome<Proof>.Because(used.Problems);
        }

        if (shown.Number is null)
        {
            return Unbound;
        }

        // The authority says whose number it is: the first sign-in binds.
        var lookup = personal.IdLookup(DocumentKinds.ResidentCard, shown.Number);
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct);
        var account = person is null ? null : await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(x => x.PersonId == person.Id && x.LockedAt == null, ct);
        if (account is null)
        {
            return Unbound;
        }

        var own = new Act(new Actor(person!.Id, person.Name, ActorKind.Applicant), null, http.End(), "", now);
        var saved = await bind.AddAsync(account.Id, shown, answersForPerson: true, own, ct);
        return saved.Ok ? new Proof(account.Id, MethodStrength.Certificate) : Outcome<Proof>.Because(saved.Problems);
    }

    private static byte[] Bytes(string base64)
    {
        var text = new string([.. base64.Where(c => !char.IsWhiteSpace(c))]);
        var room = new byte[text.Length];
        return Convert.TryFromBase64String(text, room, out var written) ? room[..written] : [];
    }
}
