using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Passkeys;

/// <summary>Passkeys of one's own account: registered, named, taken back. Each leaves its trace with the holder.</summary>
internal sealed class KeepPasskeys(Database db, IPasskeyHandler<Account> handler, Challenges challenges, StaffEnrolment enrolment, AccountHolders holders)
{
    public const int Most = 10;
    public static readonly Problem NotTaken = Problem.Invalid("identity.passkey-not-added", "通行密钥没有登记成功。请再试一次，或换一台设备。");
    private static readonly Problem Unknown = Problem.NotFound("identity.passkey-unknown", "没有找到这个通行密钥，它可能已被移除。");
    private static readonly Problem Unnamed = Problem.Invalid("identity.passkey-name", "请给通行密钥起个名字（20 字以内），例如“我的手机”。", "Name");
    private const string Purpose = "passkey-new";

    internal sealed record Row(Guid Id, string Name, DateTime AddedAt, DateTime? LastUsedAt, bool BackedUp);

    public Task<List<Row>> ListAsync(Guid accountId, CancellationToken ct) => db.Set<Passkey>().AsNoTracking().Where(x => x.AccountId == accountId && x.RevokedAt == null)
        .OrderBy(x => x.Id).Take(Most).Select(x => new Row(x.Id, x.Name, x.AddedAt, x.LastUsedAt, x.BackedUp)).ToListAsync(ct);

    /// <returns>The options for the browser, as JSON. What it calls the key shows nothing that others may not read over the shoulder.</returns>
    public async Task<string> AskAsync(HttpContext http, Guid accountId, CancellationToken ct)
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.Id == accountId, ct);
        var name = Mask.Name(http.User.Actor()!.Name);
        var asked = await handler.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = account.Id.ToString(), Name = account.Kind == ActorKind.Staff ? account.Login : name, DisplayName = name }, http);
        challenges.Ask(http, Purpose, asked.AttestationState!);
        return asked.CreationOptionsJson;
    }

    public async Task<Outcome> AddAsync(HttpContext http, Guid accountId, string credential, string? name, Act act, CancellationToken ct)
    {
        if (Named(name) is not { } named)
        {
            return Unnamed;
        }

        if (await challenges.TakeAsync(http, Purpose, ct) is not { } state)
        {
            return NotTaken;
        }

        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (!result.Succeeded || result.UserEntity.Id != accountId.ToString())
        {
            return NotTaken;
        }

        if (await db.Set<Passkey>().CountAsync(x => x.AccountId == accountId && x.RevokedAt == null, ct) >= Most)
        {
            return Problem.Conflict("identity.passkey-many", $"最多登记 {Most} 个通行密钥，请先移除不用的。");
        }

        var given = result.Passkey;
        var transports = string.Join(',', (given.Transports ?? []).Where(t => t.Length <= 20).Take(4));
        var passkey = Passkey.Of(act.NewId(), accountId, given.CredentialId, given.PublicKey, transports, given.IsBackupEligible, named, act.At);
        passkey.Counted(given.SignCount, given.IsBackedUp);
        db.Add(passkey);
        await holders.RecordAsync(accountId, act, "passkey-added", new { id = passkey.Id, name = named }, ct);
        return await db.SaveAsync(ct, NotTaken);
    }

    public async Task<Outcome> RenameAsync(Guid accountId, Guid id, string? name, CancellationToken ct)
    {
        if (Named(name) is not { } named)
        {
            return Unnamed;
        }

        if (await FindAsync(accountId, id, ct) is not { } passkey)
        {
            return Unknown;
        }

        passkey.Rename(named);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> RemoveAsync(Guid accountId, Guid id, Act act, CancellationToken ct)
    {
        if (await FindAsync(accountId, id, ct) is not { } passkey)
        {
            return Unknown;
        }

        if (act.Actor.Kind == ActorKind.Staff && !await enrolment.KeepsOneAsync(accountId, id, ct))
        {
            return Problem.Conflict("identity.last-key", "这是您唯一的登录方式，移除后将不能登录。请先设置动态口令，或登记另一个通行密钥、数字证书。");
        }

        passkey.Revoke(act.At);
        await holders.RecordAsync(accountId, act, "passkey-removed", new { id, name = passkey.Name }, ct);
        return await db.SaveAsync(ct);
    }

    private Task<Passkey?> FindAsync(Guid accountId, Guid id, CancellationToken ct) =>
        db.Set<Passkey>().SingleOrDefaultAsync(x => x.Id == id && x.AccountId == accountId && x.RevokedAt == null, ct);

    private static string? Named(string? name) => name?.Trim() is { Length: > 0 and <= 20 } named && !named.Any(char.IsControl) ? named : null;
}
