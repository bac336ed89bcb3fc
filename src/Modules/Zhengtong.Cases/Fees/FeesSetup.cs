using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.Cases.Fees;

internal static class FeesSetup
{
    public static IServiceCollection AddFees(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaymentSettings>().BindConfiguration("Payment");
        services.AddSignedJson(HttpPaymentGateway.Client);
        if (configuration.GetValue("Demo:Enabled", false) && configuration["Payment:Url"] is null)
        {
            services.PostConfigure<PaymentSettings>(s => (s.Merchant, s.Secret) = ("demo", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
            services.AddSingleton<IPaymentGateway, DemoPaymentGateway>();
        }
        else
        {
            services.AddSingleton<IPaymentGateway, HttpPaymentGateway>();
        }

        services.AddScoped<FeeGate>().AddScoped<FeeSheets>().AddScoped<FeeOrders>().AddScoped<FeeOrdersExport>();
        services.AddScoped<RaiseFee>().AddScoped<WaiveFee>().AddScoped<RecordBill>().AddScoped<PayFee>().AddScoped<SettlePayment>().AddScoped<TakeNotification>();
        return services.AddRecurringJob<FindLostPayments>()
            .AddSubscriber<CaseClosed, SettleEndedCase>()
            .AddSubscriber<FeeRaised, TellFees>()
            .AddSubscriber<FeePaid, TellFees>()
            .AddSubscriber<FeeWaived, TellFees>()
            .AddSubscriber<FeeRefunded, TellFees>();
    }
}
