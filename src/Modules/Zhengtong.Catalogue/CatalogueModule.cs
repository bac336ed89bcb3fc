using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Mapping;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.OnlineReach;
using Zhengtong.Catalogue.Performance;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue;

public sealed class CatalogueModule : IModule
{
    public string Name => "catalogue";

    public IEnumerable<CommandVerb> Commands =>
    [
        new("import", "loads divisions, code tables and items: import [--data folder]", ImportCommand.RunAsync),
        new("inspect", "inspects all items and prints the findings by rule as Markdown", InspectCommand.RunAsync),
    ];

    public IEnumerable<MenuEntry> Menu =>
    [
        .. MenuGroups.Under(
            MenuGroups.Catalogue,
            new("office", "事项库", "/office/items", 700, Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.Administrator),
            new("office", "承接上级目录", "/office/takeover", 702, Roles.CatalogueManager),
            new("office", "关联绑定", "/office/takeover/bindings", 704, Roles.CatalogueManager, Roles.ItemEditor)),
        .. MenuGroups.Under(
            MenuGroups.Changes,
            new("office", "事项变更", "/office/changes", 710, Roles.CatalogueManager, Roles.ItemEditor),
            new("office", "变更办理及时性", "/office/changes/timeliness", 711, Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.Administrator),
            new("office", "批量变更审批", MassChangesPageModel.Path, 712, Roles.CatalogueManager),
            new("office", "表格导入导出", "/office/items/import", 714, Roles.CatalogueManager, Roles.ItemEditor),
            new("office", "上级变更承接", AdoptionsPageModel.Path, 716, Roles.CatalogueManager, Roles.ItemEditor)),
        .. MenuGroups.Under(
            MenuGroups.Elements,
            new("office", "要素统一", AgreementPageModel.Path, 730, Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.Administrator),
            new("office", "要素统一标准", ProfilesPageModel.Path, 732, Roles.CatalogueManager, Roles.Administrator),
            new("office", "数据要素字典", "/office/elements", 734, Roles.CatalogueManager, Roles.ItemEditor)),
        new("office", "事项绩效", "/office/performance", 746, Roles.CatalogueManager, Roles.ItemEditor) { Group = MenuGroups.Inspection },
        .. MenuGroups.Under(
            MenuGroups.Guides,
            new("office", "简版指南试点", "/office/guides/pilots", 750, Roles.CatalogueManager),
            new("office", "应用端管理", "/office/ends", 752, Roles.CatalogueManager, Roles.ItemEditor),
            new("office", "单点登录和精准跳转", OnlineReachPageModel.Path, 754, Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.Administrator)),
        .. MenuGroups.Under(
            MenuGroups.Powers,
            new("office", "权限调整", "/office/permissions", 760, Roles.CatalogueManager, Roles.ItemEditor),
            new("office", "机构改革移交", "/office/reorganisations", 765, Roles.CatalogueManager)),
        new("office", "导入数据", "/office/import", 935, Roles.Administrator) { Group = MenuGroups.System },
        .. ListsSetup.Menu,
        .. InspectSetup.Menu,
        .. StandardsSetup.Menu,
    ];

    public IEnumerable<StaffFunction> Functions => CatalogueFunctions.All;

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublishedItems>();
        services.AddSingleton<ICatalogue>(sp => sp.GetRequiredService<PublishedItems>());
        services.AddScoped<IDelegableItems, DelegableItems>();
        services.AddBrowsing();
        services.AddGuides();
        services.AddScoped<CountReach>();
        services.AddLists();
        services.AddAgreement();
        services.AddAdoption();
        services.AddElements();
        services.AddPermissions();
        services.AddReorganising();
        services.AddPerformance();
        services.AddScoped<PublishItemVersion>();
        services.AddScoped<BecomeItems>();
        services.AddRecurringJob<PassPlanDates>();
        services.AddManaging();
        services.AddScoped<ItemWriter>();
        services.AddScoped<ImportRegions>();
        services.AddScoped<ImportItems>();
        services.AddScoped<ImportUpload>();
        services.AddScoped<ImportReach>();
        services.AddSingleton<RunningImports>();
        services.AddInspection(configuration);
        services.AddHostedService<FirstStartImport>();
        services.AddTakeover();
        services.AddSheets();
        services.AddMassChanges();
        services.AddItemsApi(configuration);
        services.AddEnds();
        services.AddStandards();
    }

    public void MapModel(ModelBuilder model) => CatalogueModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRegionChoice();
        routes.MapGuides();
        routes.MapManageExports();
        routes.MapLists();
        routes.MapAgreement();
        routes.MapAdoption();
        routes.MapElements();
        routes.MapPermissions();
        routes.MapPerformance();
        routes.MapInspection();
        ItemsExport.Map(routes);
        ItemsApi.Map(routes);
        routes.MapEnds();
        routes.MapStandards();
    }
}
