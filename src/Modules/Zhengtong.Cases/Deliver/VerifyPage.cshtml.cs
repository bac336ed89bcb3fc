using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Deliver;

/// <summary>Public: anybody shown a result checks it here. Limited by address, so that codes cannot be tried through.</summary>
[AllowAnonymous]
[EnableRateLimiting(Limit)]
internal sealed class VerifyPageModel(Verification verification) : PageModel
{
    private const string Limit = "verify";

    public string Code { get; private set; } = "";

    public Verification.Answer? Answer { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, [FromQuery(Name = "code")] string? typed, CancellationToken ct)
    {
        if (string.IsNullOrEmpty((string?)RouteData.Values["code"]) && !string.IsNullOrWhiteSpace(typed))
        {
            return LocalRedirect($"/verify/{Uri.EscapeDataString(Verification.Tidy(typed))}");
        }

        Code = Verification.Tidy(code);
        Answer = Code.Length == 0 ? null : await verification.FindAsync(Code, ct);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    /// <param name="configuration"><c>Verify:PerMinute</c>: readings a minute from one address, 30 unless set.</param>
    public static void AddLimit(IServiceCollection services, IConfiguration configuration) =>
        services.AddAddressLimit(new(Limit, configuration.GetValue("Verify:PerMinute", 30), TimeSpan.FromMinutes(1)));
}
