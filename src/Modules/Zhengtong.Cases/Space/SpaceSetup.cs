using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Space;

internal static class SpaceSetup
{
    public static IServiceCollection AddToSpace(this IServiceCollection services) => services
        .AddSubscriber<CaseReceived, TeachSpace>().AddScoped<ISpaceSource, CasesSource>().AddScoped<ISpaceSource, DraftsSource>().AddScoped<ISpaceSource, AdviceSource>();
}
