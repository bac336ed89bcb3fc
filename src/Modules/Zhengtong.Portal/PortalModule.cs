using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Portal;

public sealed class PortalModule : IModule
{
    public string Name => "portal";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapModel(ModelBuilder model)
    {
    }
}
