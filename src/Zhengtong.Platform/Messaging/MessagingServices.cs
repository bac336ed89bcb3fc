using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Platform.Messaging;

public static class MessagingServices
{
    /// <summary>Inbox, mail, text messages, verification codes and signed messages; settings under <c>Messaging</c>.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<SmtpSettings>(configuration.GetSection("Messaging:Smtp"));
        services.Configure<SmsSettings>(configuration.GetSection("Messaging:Sms"));
        services.AddOutwardClient(HttpSmsGateway.Client);
        services.AddSingleton<IMessages, Messages>();
        services.AddSingleton<IEmailSender, SmtpEmailSender>();
        services.AddSingleton<ISmsGateway, HttpSmsGateway>();
        services.AddSingleton<OneTimeCodes>();
        services.AddSingleton<SignedJson>();
        return services.AddRecurringJob<SendDueMessages>().AddRecurringJob<PurgeOneTimeCodes>().AddRecurringJob<PurgeSentMessages>();
    }
}
