using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Delegations;

internal static class DelegationsSetup
{
    public static IServiceCollection AddDelegations(this IServiceCollection services) => services
        .AddScoped<OfferDelegation>().AddScoped<AnswerDelegation>().AddScoped<EndDelegation>().AddScoped<DelegationList>().AddScoped<RegisterAtCounter>().AddScoped<SignHelper>()
        .AddScoped<IMandates, Mandates>().AddScoped<IOpenWork, HelperMandates>().AddSingleton<IFollowsLookup, ConsentsFollow>();
}
