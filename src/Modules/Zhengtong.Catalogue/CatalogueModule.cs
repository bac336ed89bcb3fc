using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Mapping;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue;

public sealed class CatalogueModule : IModule
{
    public string Name => "catalogue";

    public IEnumerable<CommandVerb> Commands => [new("import", "loads divisions, code tables and items: import [--data folder]", ImportCommand.RunAsync)];

    public IEnumerable<MenuEntry> Menu =>
    [
        new("office", "承接上级目录", "/office/takeover", 750, Roles.CatalogueManager),
        new("office", "关联绑定", "/office/takeover/bindings", 752, Roles.CatalogueManager, Roles.ItemEditor),
        new("office", "表格导入导出", "/office/items/import", 755, Roles.CatalogueManager, Roles.ItemEditor),
        new("office", "应用端管理", "/office/ends", 760, Roles.CatalogueManager, Roles.ItemEditor),
        new("office", "导入数据", "/office/import", 900, Roles.Administrator),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublishedItems>();
        services.AddSingleton<ICatalogue>(sp => sp.GetRequiredService<PublishedItems>());
        services.AddBrowsing();
        services.AddGuides();
        services.AddScoped<PublishItemVersion>();
        services.AddScoped<ItemWriter>();
        services.AddScoped<ImportRegions>();
        services.AddScoped<ImportItems>();
        services.AddScoped<ImportUpload>();
        services.AddSingleton<RunningImports>();
        services.AddHostedService<FirstStartImport>();
        services.AddTakeover();
        services.AddSheets();
        services.AddItemsApi(configuration);
        services.AddEnds();
    }

    public void MapModel(ModelBuilder model) => CatalogueModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRegionChoice();
        routes.MapGuides();
        ItemsExport.Map(routes);
        ItemsApi.Map(routes);
        routes.MapEnds();
    }
}
