using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Catalogue;

public sealed class CatalogueModule : IModule
{
    public string Name => "catalogue";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapModel(ModelBuilder model)
    {
    }
}
