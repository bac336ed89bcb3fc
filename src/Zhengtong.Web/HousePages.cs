using System.Reflection;

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

        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "zt-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.HeaderName = "X-Form-Token";
        });
        return services;
    }
}
