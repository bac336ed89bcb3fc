using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Mapping;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Catalogue;

public sealed class CatalogueModule : IModule
{
    public string Name => "catalogue";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<PublishedItems>();
        services.AddSingleton<ICatalogue>(sp => sp.GetRequiredService<PublishedItems>());
        services.AddBrowsing();
        services.AddGuides();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => routes.MapGuides();

    public void MapModel(ModelBuilder model) => CatalogueModel.Map(model);
}
