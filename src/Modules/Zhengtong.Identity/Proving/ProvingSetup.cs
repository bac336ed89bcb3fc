using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Proving.Payments;
using Zhengtong.Identity.Recovering;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.Proving;

internal static class ProvingSetup
{
    public static IEnumerable<StaffFunction> Functions =>
    [
        new("identity.counter", "身份核验", [Roles.WindowClerk], [CounterPageModel.Path]),
        new("identity.counter-phone", "窗口更换手机号", [Roles.WindowClerk], [CounterPhonePageModel.Path]),
        PaymentsSetup.Function,
    ];

    public static IEnumerable<MenuEntry> Menu =>
    [
        new("my", "实名认证", RealNamePageModel.Path, 81),
        new("desk", "身份核验", CounterPageModel.Path, 17, Roles.WindowClerk),
        new("desk", "更换手机号", CounterPhonePageModel.Path, 17, Roles.WindowClerk),
        PaymentsSetup.Menu,
    ];

    public static IServiceCollection AddProving(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<RealNameSettings>().BindConfiguration("RealName")
            .Validate(s => s.IsSound, "RealName: Url needs Unit and Secret; Url and FacePages are https, or of this machine.").ValidateOnStart();
        services.AddSignedJson(HttpRealNameSystem.Client);
        if (configuration.GetValue("Demo:Enabled", false) && configuration["RealName:Url"] is null)
        {
            services.AddSingleton<IRealNameSystem, DemoRealNameSystem>();
        }
        else
        {
            services.AddSingleton<IRealNameSystem, HttpRealNameSystem>();
        }

        return services.AddPaymentProofs(configuration).AddScoped<ProveRealName>().AddScoped<ProveCompany>().AddScoped<CheckFace>().AddScoped<CheckAtCounter>();
    }
}
