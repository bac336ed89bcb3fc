using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
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
        return services;
    }
}
