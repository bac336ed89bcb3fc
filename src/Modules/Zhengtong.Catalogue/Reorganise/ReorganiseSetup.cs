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
        services.AddScoped<Reorganisations>().AddScoped<ProposeReorganisation>().AddScoped<DecideReorganisation>().AddScoped<SplitItems>().AddScoped<TellReorganisation>();

        // In this order: a change on its way follows the version that the moving of its item makes.
        services.AddScoped<IRehomes, RehomeItems>().AddScoped<IRehomes, RehomeChanges>().AddScoped<IRehomes, RehomeOpinions>();
        services.AddScoped<IRehomes>(s => new RehomeRows<Finding>(s.GetRequiredService<Database>(), "待整改的问题", f => f.ClosedAt == null && f.Origin != FindingOrigin.SameSource));
        services.AddScoped<IRehomes>(s => new RehomeRows<AdoptionTask>(s.GetRequiredService<Database>(), "上级变更承接任务", t => t.ClosedAt == null));
        services.AddScoped<IRehomes>(s => new RehomeRows<ManualCheck>(s.GetRequiredService<Database>(), "待完成的人工校验", c => c.DoneAt == null && c.WithdrawnAt == null));
        services.AddScoped<IRehomes>(s => new RehomeRows<ApplicationEnd>(s.GetRequiredService<Database>(), "应用端", e => e.RetiredAt == null, new(Item: null)));
        services.AddScoped<IRehomes>(s => new RehomeRows<Standard>(
            s.GetRequiredService<Database>(), "政务服务标准", t => t.AbolishedOn == null && t.RejectedAt == null && t.WithdrawnAt == null, new(nameof(Standard.OwnerId), nameof(Standard.OwnerName), null)));

        // Adjustments after the items and before the grants: a recall on its way is found by the grants it holds.
        services.AddScoped<IRehomes, RehomeAdjustments>().AddScoped<IRehomes, RehomeReceivers>();
        services.AddScoped<IRehomes>(s => new RehomeGrants(s.GetRequiredService<Database>(), true)).AddScoped<IRehomes>(s => new RehomeGrants(s.GetRequiredService<Database>(), false));
        services.AddScoped<IRehomes, RehomeEntries>().AddScoped<IRehomes, RehomePosts>();
        services.AddRecurringJob<RunReorganisations>();
    }
}
