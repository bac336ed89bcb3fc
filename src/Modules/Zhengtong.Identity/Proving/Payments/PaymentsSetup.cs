using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.Proving.Payments;

internal static class PaymentsSetup
{
    public static StaffFunction Function => new("identity.refused-returns", "退款被拒", [Roles.Administrator], [RefusedReturnsPageModel.Path]);

    public static MenuEntry Menu => new("office", "退款被拒", RefusedReturnsPageModel.Path, 909, Roles.Administrator) { Group = MenuGroups.System };

    public static IServiceCollection AddPaymentProofs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaymentProofSettings>().BindConfiguration("PaymentProof")
            .Validate(s => s.IsSound, "PaymentProof: Url needs PayPages, Unit and Secret; addresses are https, or of this machine; numbers lie in the bounds of docs/payment-proof.md.")
            .ValidateOnStart();
        services.AddSignedJson(HttpPaymentChannel.Client);
        if (configuration.GetValue("Demo:Enabled", false) && configuration["PaymentProof:Url"] is null)
        {
            services.AddSingleton<IPaymentChannel, DemoPaymentChannel>();
        }
        else
        {
            services.AddSingleton<IPaymentChannel, HttpPaymentChannel>();
        }

        return services.AddScoped<ProveByPayment>().AddScoped<ProveByTransfer>().AddScoped<RefusedReturns>().AddScoped<SettleReturn>().AddRecurringJob<FollowPayments>();
    }

    public static void MapPaymentProofs(this IEndpointRouteBuilder routes) => RefusedReturnsExport.Map(routes);
}
