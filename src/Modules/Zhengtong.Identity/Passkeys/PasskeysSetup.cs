using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Passkeys;

internal static class PasskeysSetup
{
    /// <summary>Of the framework's identity only the verification of passkeys; sign-in, sessions and store are our own.</summary>
    public static IServiceCollection AddPasskeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>, PasskeyUsers>().AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<AnswerPasskey>().AddScoped<KeepPasskeys>();
        var origin = configuration["Passkeys:Origin"]?.TrimEnd('/');
        services.Configure<IdentityPasskeyOptions>(o =>
        {
            o.ServerDomain = configuration["Passkeys:Domain"];
            o.UserVerificationRequirement = "required";
            o.ResidentKeyRequirement = "required";
            o.AttestationConveyancePreference = "none";
            // The browser itself names where it was asked; a page of another site, or ours in a frame of another, is no place to sign in.
            o.ValidateOrigin = context => ValueTask.FromResult(
                !context.CrossOrigin && context.Origin == (origin ?? context.HttpContext.Request.Site()));
        });
        return services;
    }
}
