using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.MassChanges;

internal static class MassChangesSetup
{
    public static IServiceCollection AddMassChanges(this IServiceCollection services) =>
        services.AddScoped<TellMassChange>().AddScoped<MassChangePosts>().AddScoped<AskMassChange>().AddScoped<AnswerMassChange>().AddRecurringJob<RunMassChanges>();
}
