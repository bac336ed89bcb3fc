using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Federation;

/// <summary>One attempt to sign in with another platform. Travels encrypted in a cookie: an answer counts only in the browser that asked, once, within ten minutes.</summary>
/// <param name="LinkFor">The account that the other is to be linked with; null: to sign in.</param>
internal sealed record FederatedAttempt(string Provider, string State, string Nonce, string Verifier, string? ReturnUrl, Guid? LinkFor, DateTime At);

/// <summary>Begins attempts and takes up their answers.</summary>
internal sealed class FederatedAttempts(FederationProviders providers, ForeignProvider foreign, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Folder = "/account/federated";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly SealedCookie<FederatedAttempt> _cookie = new(protection, "zt-federated", Folder, SameSiteMode.Lax, "Zhengtong.Identity.FederatedAttempt");

    public static string BackOf(HttpRequest request, string provider) => $"{request.Site()}{Folder}/{Uri.EscapeDataString(provider)}/back";

    /// <returns>Where the browser is to go.</returns>
    public async Task<Outcome<string>> BeginAsync(HttpContext http, string key, string? returnUrl, Guid? linkFor, CancellationToken ct)
    {
        if (providers.Find(key) is not { } provider)
        {
            return Problem.NotFound("identity.federation-unknown", "没有这种登录方式，请从登录页选择。");
        }

        var found = await foreign.DiscoverAsync(provider, ct);
        if (!found.TryGet(out var published))
        {
            return Outcome<string>.Because(found.Problems);
        }

        var attempt = new FederatedAttempt(provider.Key, Random(), Random(), Random(), returnUrl, linkFor, clock.GetUtcNow().UtcDateTime);
        _cookie.Keep(http, attempt);
        return QueryHelpers.AddQueryString(published.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = provider.ClientId, ["redirect_uri"] = BackOf(http.Request, provider.Key), ["scope"] = provider.Scopes,
            ["state"] = attempt.State, ["nonce"] = attempt.Nonce,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(attempt.Verifier))), ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>The attempt that this answer belongs to, and what the other platform says; the attempt is used up whatever comes of it.</summary>
    public async Task<Outcome<(FederatedAttempt Attempt, FederationProvider Provider, ForeignPerson Person)>> TakeUpAsync(HttpContext http, string key, CancellationToken ct)
    {
        var attempt = Read(http);
        _cookie.Drop(http);
        var query = http.Request.Query;
        if (attempt is null || attempt.Provider != key || providers.Find(key) is not { } provider || !Same(query["state"].ToString(), attempt.State))
        {
            return Problem.Forbidden("identity.federation-state", "登录已超时，或者不是从这个浏览器开始的。请重新从登录页选择登录方式。");
        }

        if (query["error"].ToString().Length > 0 || query["code"].ToString() is not { Length: > 0 } code)
        {
            return Problem.Forbidden("identity.federation-declined", $"您没有在{provider.Name}完成登录。可以重新登录，或者用其他方式登录。");
        }

        var found = await foreign.DiscoverAsync(provider, ct);
        if (!found.TryGet(out var published))
        {
            return Outcome<(FederatedAttempt, FederationProvider, ForeignPerson)>.Because(found.Problems);
        }

        // RFC 9207: the answer of another provider, sent here by mistake or malice (mix-up), is not redeemed at this one.
        var issuer = query["iss"].ToString();
        if ((published.NamesItself || issuer.Length > 0) && issuer != provider.Issuer)
        {
            return ForeignProvider.Odd;
        }

        var redeemed = await foreign.RedeemAsync(provider, published, code, BackOf(http.Request, key), attempt.Verifier, attempt.Nonce, ct);
        return redeemed.TryGet(out var person) ? (attempt, provider, person) : Outcome<(FederatedAttempt, FederationProvider, ForeignPerson)>.Because(redeemed.Problems);
    }

    private FederatedAttempt? Read(HttpContext http) => _cookie.Read(http) is { } attempt && clock.GetUtcNow().UtcDateTime - attempt.At <= Life ? attempt : null;

    private static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
