using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Passkeys;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Identity.ScanSignIn;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Entering;

/// <summary>The ways of signing in.</summary>
internal static class EnteringSetup
{
    /// <summary>Answers to challenges from one address: what costs a signature check, but cannot be guessed.</summary>
    public const string Limit = "sign-in";

    public static IServiceCollection AddEntering(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAddressLimit(new AddressLimit(Limit, configuration.GetValue("SignIn:PerMinute", 300), TimeSpan.FromMinutes(1), PostsOnly: true));
        services.AddSingleton<SignInQueries>().AddSingleton<FailedSignIns>().AddSingleton<PasswordWords>().AddScoped<EndSessions>();
        services.AddScoped<Challenges>().AddScoped<Devices>().AddScoped<Claimants>().AddScoped<StaffEnrolment>().AddScoped<AccountHolders>().AddScoped<ISignInFigures, SignInFigures>();
        services.AddScoped<AskScan>().AddScoped<AnswerScan>();
        services.AddSingleton<CertificateAuthorities>().AddScoped<AnswerCertificate>().AddScoped<BindCertificate>().AddScoped<CompanyCertificates>();
        return services.AddPasskeys(configuration);
    }
}

/// <summary>A part of the sign-in page that another slice fills, for example the buttons of other platforms.</summary>
/// <param name="Partial">A view; its model is the address to come back to, or null.</param>
internal sealed record SignInSlot(string Partial);
