using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// The keys that tokens are signed and sealed with: kept sealed in the store, the same on every node, read again every ten minutes. A new key is published an hour before it signs, and published
/// for a day after another took over, so that no system and no node meets a token whose key it does not know.
/// </summary>
internal sealed class SsoKeys(IServiceScopeFactory scopes, IOptionsMonitorCache<OpenIddictServerOptions> options, TimeProvider clock)
    : IConfigureOptions<OpenIddictServerOptions>
{
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(1);
    private static readonly TimeSpan After = TimeSpan.FromDays(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private readonly Lock _gate = new();
    private DateTime _readAt;

    /// <summary>What signs now first, then whatever else is to be known.</summary>
    internal static IReadOnlyList<SsoKey> InUse(IReadOnlyList<SsoKey> keys, DateTime now)
    {
        var ordered = keys.OrderBy(k => k.From).ToList();
        var signing = ordered.FindLastIndex(k => k.From <= now);
        return signing < 0 ? ordered : [ordered[signing], .. ordered[(signing + 1)..], .. ordered.Where((_, i) => i < signing && ordered[i + 1].From + After > now)];
    }

    public void Configure(OpenIddictServerOptions server)
    {
        foreach (var key in Read())
        {
            server.SigningCredentials.Add(key.Signing);
            server.SigningCredentials.Add(key.Mark);
            server.SigningCredentials.Add(key.Old);
            server.EncryptionCredentials.Add(key.Sealing);
        }
    }

    /// <summary>The key that signs what is told to systems.</summary>
    /// <param name="old">For a system that is registered so (<see cref="SsoSystem.OldSignature"/>).</param>
    public SigningCredentials Signing(bool old) => old ? Read()[0].Old : Read()[0].Signing;

    /// <summary>Has the keys read again when that is due, or at once when one was made here.</summary>
    public void Refresh(bool now = false)
    {
        if (now || clock.GetUtcNow().UtcDateTime - _readAt > Fresh)
        {
            options.TryRemove(Options.DefaultName);
            _readAt = clock.GetUtcNow().UtcDateTime;
        }
    }

    /// <summary>A key that signs from then on; when another node was quicker, its.</summary>
    public void Make(DateTime from)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        using var rsa = RSA.Create(3072);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        db.Add(new SsoKey
        {
            Id = Guid.CreateVersion7(), Value = Written(rsa), CurveValue = Written(curve),
            MadeAt = Act.Micro(clock.GetUtcNow().UtcDateTime), From = Act.Micro(from),
        });
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The column is sealed by its mapping.</summary>
    private static string Written(AsymmetricAlgorithm pair)
    {
        var secret = pair.ExportPkcs8PrivateKey();
        var written = Convert.ToBase64String(secret);
        CryptographicOperations.ZeroMemory(secret);
        return written;
    }

    /// <summary>Synchronous: options are built in the middle of a request.</summary>
    private List<Opened> Read()
    {
        lock (_gate)
        {
            _readAt = clock.GetUtcNow().UtcDateTime;
            var keys = Kept();
            if (keys.Count == 0)
            {
                // The very first has one time for all nodes, so that only one of them is kept.
                Make(DateTime.UnixEpoch);
                keys = Kept();
            }

            return [.. InUse(keys, _readAt).Select(Open)];
        }
    }

    private List<SsoKey> Kept()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<Database>().Set<SsoKey>().AsNoTracking().OrderBy(k => k.From)];
    }

    /// <summary>
    /// What systems have to check is signed with a key pair: on a curve (ES256), or with RSA and PKCS#1 v1.5 (RS256) for those that know nothing else. What comes back here (codes, access and
    /// refresh tokens) is sealed and marked with keys derived from the latter, which costs a fraction.
    /// </summary>
    private Opened Open(SsoKey key)
    {
        var secret = Convert.FromBase64String(key.Value);
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(secret, out _);
        var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(Convert.FromBase64String(key.CurveValue), out _);
        var id = key.Id.ToString("N");
        byte[] Derived(string what) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.ASCII.GetBytes("zhengtong oidc " + what));
        return new Opened(
            new SigningCredentials(new ECDsaSecurityKey(curve) { KeyId = id }, SecurityAlgorithms.EcdsaSha256),
            new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = id + "r" }, SecurityAlgorithms.RsaSha256),
            new SigningCredentials(new SymmetricSecurityKey(Derived("mark")) { KeyId = id + "m" }, SecurityAlgorithms.HmacSha256),
            new EncryptingCredentials(new SymmetricSecurityKey(Derived("seal")) { KeyId = id + "s" }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    /// <param name="Old">For systems that are registered so.</param>
    private sealed record Opened(SigningCredentials Signing, SigningCredentials Old, SigningCredentials Mark, EncryptingCredentials Sealing);
}
