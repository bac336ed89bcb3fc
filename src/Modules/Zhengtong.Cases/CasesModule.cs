using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Cases;

public sealed class CasesModule : IModule
{
    public string Name => "cases";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void MapModel(ModelBuilder model)
    {
    }
}
