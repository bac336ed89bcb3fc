using System.Reflection;
using Microsoft.AspNetCore.Antiforgery;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>Razor Pages of every module: pages sit in slice folders and name their own absolute route.</summary>
internal static class HousePages
{
    public static IServiceCollection AddHousePages(this IServiceCollection services)
    {
        var pages = services.AddRazorPages(o => o.RootDirectory = "/");
        foreach (var assembly in ModuleRegister.All.Modules.Select(m => m.GetType().Assembly).Append(Assembly.Load("Zhengtong.Ui")))
        {
            pages.AddApplicationPart(assembly);
        }

        services.AddOptions<AntiforgeryOptions>().Configure<IHttpContextAccessor>((o, http) =>
        {
            o.Cookie = new FormCookie(http) { HttpOnly = true, IsEssential = true, Path = "/", SameSite = SameSiteMode.Strict, SecurePolicy = CookieSecurePolicy.SameAsRequest };
            o.HeaderName = "X-Form-Token";
        });
        return services;
    }

    /// <summary>The framework asks for one name; which it is, the connection says.</summary>
    private sealed class FormCookie(IHttpContextAccessor http) : CookieBuilder
    {
        public override string? Name
        {
            get => http.HttpContext is { } context ? HouseCookies.NameOf(context.Request, HouseCookies.Form) : HouseCookies.Form;
            set => throw new NotSupportedException("The connection says what the cookie is called.");
        }
    }
}
