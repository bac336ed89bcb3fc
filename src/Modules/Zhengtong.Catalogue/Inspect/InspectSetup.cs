using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.GuideFeedback;
using Zhengtong.Catalogue.Inspect.Links;
using Zhengtong.Catalogue.ManualChecks;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Catalogue.Inspect;

internal static class InspectSetup
{
    private const int UsualPerTenMinutes = 20;

    public static IEnumerable<MenuEntry> Menu =>
    [
        .. MenuGroups.Under(
            MenuGroups.Inspection,
            new("office", "问题清单", TellEditors.List, 740, Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor),
            new("office", "动态清零", "/office/inspection/board", 741, Roles.CatalogueManager, Roles.Supervisor),
            new("office", "人工校验", "/office/inspection/checks", 742, Roles.CatalogueManager, Roles.ItemEditor),
            new("office", "事项自检", "/office/inspection/try", 743),
            new("office", "检测规则", "/office/inspection/rules", 744, Roles.CatalogueManager)),
        new("my", "指南纠错", "/my/guide-feedback", 55),
    ];

    /// <summary>How many remarks on guides one network address may send in ten minutes: <c>GuideFeedback:PerTenMinutes</c>. Opening the page is free.</summary>
    public static void AddInspection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<InspectionData>().AddSingleton<InspectAll>().AddSingleton<RunningTrials>();
        services.AddScoped<InspectionStandard>().AddScoped<Surroundings>().AddScoped<InspectItem>().AddScoped<DayCounts>().AddScoped<EditRule>();
        services.AddScoped<RecheckItem>().AddScoped<RestFindings>().AddScoped<TellEditors>().AddScoped<ResponsibleStaff>().AddScoped<WorkOnFinding>();
        services.AddScoped<IOpenWork, EntrustedFindings>().AddScoped<IOpenWork, OpenChecks>();
        services.AddScoped<AssignChecks>().AddScoped<PassOnCheck>().AddScoped<AnswerCheck>().AddScoped<RemarkOnGuide>().AddScoped<ISpaceSource, RemarksSource>();
        services.AddSingleton<LinkHosts>().AddSingleton<AskLink>();
        services.AddHttpClient(AskLink.Client, c => c.Timeout = TimeSpan.FromSeconds(configuration.GetValue("Catalogue:LinkSeconds", 10)))
            .ConfigurePrimaryHttpMessageHandler(s => s.GetRequiredService<LinkHosts>().Handler());
        services.AddRecurringJob<CheckLinks>();
        services.AddSubscriber<ItemPublished, RecheckItem>();
        services.AddRecurringJob<InspectNightly>();
        services.AddRecurringJob<RemindFindings>();
        services.AddRecurringJob<RemindChecks>();
        services.AddRecurringJob<EraseContacts>();
        services.AddAddressLimit(new(RemarkOnGuide.Limit, configuration.GetValue("GuideFeedback:PerTenMinutes", UsualPerTenMinutes), TimeSpan.FromMinutes(10), PostsOnly: true));
    }

    public static void MapInspection(this IEndpointRouteBuilder routes)
    {
        FindingsExport.Map(routes);
        BoardExport.Map(routes);
        InspectApi.Map(routes);
    }
}
