using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

internal static class ReorganiseSetup
{
    public static void AddReorganising(this IServiceCollection services)
    {
        services.AddScoped<Reorganisations>().AddScoped<ProposeReorganisation>().AddScoped<DecideReorganisation>().AddScoped<SplitItems>();

        // In this order: a change on its way follows the version that the moving of its item makes.
        services.AddScoped<IRehomes, RehomeItems>().AddScoped<IRehomes, RehomeChanges>();
        services.AddScoped<IRehomes>(s => new RehomeRows<Finding>(s.GetRequiredService<Database>(), "待整改的问题", f => f.ClosedAt == null && f.Origin != FindingOrigin.SameSource));
        services.AddScoped<IRehomes>(s => new RehomeRows<AdoptionTask>(s.GetRequiredService<Database>(), "上级变更承接任务", t => t.ClosedAt == null));
        services.AddScoped<IRehomes, RehomePosts>();
        services.AddRecurringJob<RunReorganisations>();
    }
}
