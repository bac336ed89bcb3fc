using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Federation;

/// <summary>What another platform says of somebody who signed in there.</summary>
internal sealed record ForeignPerson(string Subject, string? Acr, string? Name, string? IdKind, string? IdNumber, string? Phone);

/// <summary>
/// Speaks with another platform (OpenID Connect Core 1.0): reads what it publishes, exchanges a code, and believes an id token only when it is signed by a key that the platform publishes, for us,
/// for this attempt, and not expired. Its addresses come from the settings and from its own discovery document, none from a request.
/// </summary>
internal sealed class ForeignProvider(IHttpClientFactory clients, TimeProvider clock)
{
    public const string Client = "identity-federation";
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];
    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    public static readonly Problem Away = Problem.Conflict("identity.federation-away", "对方平台没有应答，请稍后再试，或者用其他方式登录。");
    public static readonly Problem Odd = Problem.Forbidden("identity.federation-odd", "对方平台的应答不能核实，没有登录。请重新从登录页开始；一直这样的，请拨打服务热线。");

    internal sealed record Published(string AuthorizationEndpoint, string TokenEndpoint, string? UserInfoEndpoint, string KeysAddress, bool NamesItself);

    public async Task<Outcome<Published>> DiscoverAsync(FederationProvider provider, CancellationToken ct)
    {
        var read = await GetAsync($"{provider.Issuer.TrimEnd('/')}/.well-known/openid-configuration", null, ct);
        if (!read.TryGet(out var document))
        {
            return Outcome<Published>.Because(read.Problems);
        }

        // The issuer must be the one configured: a document of somebody else would lead to his addresses.
        return Text(document, "issuer") == provider.Issuer && Text(document, "authorization_endpoint") is { } authorization && Text(document, "token_endpoint") is { } token
            && Text(document, "jwks_uri") is { } keys
            && ((string?[])[authorization, token, keys, Text(document, "userinfo_endpoint")]).All(a => a is null || IsSafe(a, provider.Issuer))
            ? new Published(authorization, token, Text(document, "userinfo_endpoint"), keys,
                document.TryGetProperty("authorization_response_iss_parameter_supported", out var names) && names.ValueKind == JsonValueKind.True)
            : Odd;
    }

    public async Task<Outcome<ForeignPerson>> RedeemAsync(FederationProvider provider, Published published, string code, string redirectUri, string verifier, string nonce, CancellationToken ct)
    {
        var answered = await PostAsync(
            provider, published.TokenEndpoint, new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = redirectUri, ["code_verifier"] = verifier }, ct);
        if (!answered.TryGet(out var tokens))
        {
            return Outcome<ForeignPerson>.Because(answered.Problems);
        }

        var keys = await GetAsync(published.KeysAddress, null, ct);
        if (!keys.TryGet(out var set))
        {
            return Outcome<ForeignPerson>.Because(keys.Problems);
        }

        if (Text(tokens, "id_token") is not { } idToken || await ReadAsync(provider, idToken, set, nonce) is not { } claims)
        {
            return Odd;
        }

        var subject = Text(claims, "sub")!;
        JsonElement? told = null;
        if (published.UserInfoEndpoint is { } userInfo && Text(claims, provider.NumberClaim) is null && Text(tokens, "access_token") is { } accessToken)
        {
            var asked = await GetAsync(userInfo, accessToken, ct);
            if (!asked.TryGet(out var user))
            {
                return Outcome<ForeignPerson>.Because(asked.Problems);
            }

            // Core 1.0 section 5.3.2: data of another subject are not his.
            if (Text(user, "sub") != subject)
            {
                return Odd;
            }

            told = user;
        }

        string? Claim(string name) => Text(claims, name) ?? (told is { } user ? Text(user, name) : null);
        return new ForeignPerson(subject, Text(claims, "acr"), Claim(provider.NameClaim), Claim(provider.KindClaim), Claim(provider.NumberClaim), Claim(provider.PhoneClaim));
    }

    private async Task<JsonElement?> ReadAsync(FederationProvider provider, string idToken, JsonElement keys, string nonce)
    {
        var read = await Tokens.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            IssuerSigningKeys = new JsonWebKeySet(keys.GetRawText()).GetSigningKeys(),
            ValidAlgorithms = Algorithms,
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return until > now - Skew && (from is null || from < now + Skew);
            },
        });
        if (!read.IsValid || read.SecurityToken is not JsonWebToken token)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        var claims = payload.RootElement.Clone();
        var others = token.Audiences.Count() > 1 && Text(claims, "azp") != provider.ClientId;
        return Text(claims, "nonce") == nonce && Text(claims, "sub") is { Length: > 0 and <= 255 } && !others ? claims : null;
    }

    /// <summary>Over https, unless the platform itself is one of this machine (a stand-in).</summary>
    private static bool IsSafe(string address, string issuer) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.UserInfo.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || (url is { Scheme: "http", IsLoopback: true } && new Uri(issuer).IsLoopback));

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private Task<Outcome<JsonElement>> GetAsync(string address, string? accessToken, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, ct);
    }

    private Task<Outcome<JsonElement>> PostAsync(FederationProvider provider, string address, Dictionary<string, string> form, CancellationToken ct)
    {
        // RFC 6749 section 2.3.1: name and secret are form-encoded before they are put together.
        var named = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(provider.Secret)}");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(named));
        return SendAsync(request, ct);
    }

    private async Task<Outcome<JsonElement>> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        using (request)
        {
            try
            {
                using var client = clients.CreateClient(Client);
                client.MaxResponseContentBufferSize = MostBytes;
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
                using var answer = await client.SendAsync(request, ct);
                if ((int)answer.StatusCode >= 500)
                {
                    return Away;
                }

                using var document = answer.IsSuccessStatusCode ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct)) : null;
                return document is { RootElement.ValueKind: JsonValueKind.Object } ? document.RootElement.Clone() : Odd;
            }
            catch (JsonException)
            {
                return Odd;
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return Away;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                return Away;
            }
        }
    }
}
