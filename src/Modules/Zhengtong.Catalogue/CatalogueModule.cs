using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Mapping;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
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
        .. InspectSetup.Menu,
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
        services.AddInspection(configuration);
        services.AddHostedService<FirstStartImport>();
    }

    public void MapModel(ModelBuilder model) => CatalogueModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapRegionChoice();
        routes.MapGuides();
        routes.MapInspection();
    }
}
