using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Layouts;

namespace Zhengtong.Ui;

/// <summary>Registers the design system.</summary>
public static class UiServices
{
    public static IServiceCollection AddUi(this IServiceCollection services, IConfiguration configuration, ShellSlots? slots = null)
    {
        services.AddSingleton(configuration.GetSection("Brand").Get<Brand>() ?? new Brand());
        services.AddSingleton(slots ?? new ShellSlots());
        services.Configure<MvcOptions>(mvc => mvc.ModelBinderProviders.Insert(0, new DatePartsBinderProvider()));
        services.AddOptions<RazorPagesOptions>().Configure<IWebHostEnvironment>((pages, environment) =>
        {
            // Staff only, except on a developer's machine, where the gallery is looked at before anybody can sign in.
            if (environment.IsDevelopment())
            {
                pages.Conventions.AllowAnonymousToPage("/Zhengtong.Ui/Gallery/Index");
            }
        });
        return services;
    }
}
