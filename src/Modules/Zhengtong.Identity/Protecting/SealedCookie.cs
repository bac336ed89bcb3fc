using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Protecting;

/// <summary>What a browser keeps for us without being able to read or change it, so that nothing is stored for people who walk away. How long it counts, its content says.</summary>
/// <param name="purpose">What is sealed for one purpose opens for no other.</param>
/// <param name="path">Below which the browser sends it.</param>
internal sealed class SealedCookie<T>(IDataProtectionProvider protection, string name, string path, SameSiteMode sameSite, string purpose, params string[] subPurposes)
    where T : class
{
    private readonly IDataProtector _protector = protection.CreateProtector([purpose, .. subPurposes]);

    public void Keep(HttpContext http, T value) => http.KeepCookie(name, _protector.Protect(JsonSerializer.Serialize(value)), sameSite, path);

    public T? Read(HttpContext http)
    {
        try
        {
            return http.Request.HouseCookie(name, path) is { Length: > 0 } kept ? JsonSerializer.Deserialize<T>(_protector.Unprotect(kept)) : null;
        }
        catch (CryptographicException)
        {
            // Not ours, of another purpose, or of a key that is gone: as good as none.
            return null;
        }
    }

    public void Drop(HttpContext http) => http.DropCookie(name, path);
}
