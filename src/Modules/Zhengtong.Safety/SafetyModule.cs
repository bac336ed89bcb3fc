using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;
using Zhengtong.Safety.Demo;
using Zhengtong.Safety.Incidents;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Overview;
using Zhengtong.Safety.Plans;
using Zhengtong.Safety.Regime;
using Zhengtong.Safety.Shares;

namespace Zhengtong.Safety;

/// <summary>Data security (数据安全): measures by stage, shares and their reviews, emergency plans, incidents.</summary>
public sealed class SafetyModule : IModule
{
    private static readonly string[] Overseers = [Roles.Supervisor, Roles.Administrator];

    public string Name => "safety";

    public IEnumerable<MenuEntry> Menu =>
    [
        .. MenuGroups.Under(
            MenuGroups.Safety,
            new("office", "安全保障", OverviewPageModel.Path, 940, Overseers),
            new("office", "数据安全事件", IncidentsPageModel.Path, 942, Overseers),
            new("office", "数据共享审查", SharesPageModel.Path, 944, Overseers),
            new("office", "数据安全管理办法", RulesPageModel.Path, 946, Overseers),
            new("office", "应急预案", PlansPageModel.Path, 948, Overseers),
            new("office", "报告安全事件", ReportPageModel.Path, 950)),
        new("desk", "报告安全事件", ReportPageModel.Path, 95),
    ];

    public IEnumerable<StaffFunction> Functions =>
    [
        new("safety.overview", "安全保障", Overseers, [OverviewPageModel.Path + "$"]),
        new("safety.incidents", "数据安全事件", Overseers, [IncidentsPageModel.Path]),
        new("safety.shares", "数据共享审查", Overseers, [SharesPageModel.Path]),
        new("safety.rules", "数据安全管理办法", Overseers, [RulesPageModel.Path]),
        new("safety.plans", "应急预案", Overseers, [PlansPageModel.Path]),
        new("safety.report", "报告安全事件", [.. Roles.Names.Keys], [ReportPageModel.Path]) { Always = true },
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<IShareReviews, ShareReviews>().AddScoped<AskShare>().AddScoped<ReviewShare>().AddScoped<RecordTelling>();
        services.AddScoped<KeepRules>().AddScoped<KeepPlan>().AddScoped<ReportIncident>().AddScoped<HandleIncident>().AddScoped<SafetyOverview>();
        services.AddRecurringJob<RemindSafety>();
        services.AddRecurringJob<CountTellings>();
        services.AddScoped<SeedDemoSafety>();
        services.AddHostedService<DemoSafetyStart>();
    }

    public void MapModel(ModelBuilder model) => SafetyModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        SharesExport.Map(routes);
        IncidentsExport.Map(routes);
    }
}
