using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.Portal.Articles;
using Zhengtong.Portal.Home;
using Zhengtong.Portal.Mapping;

namespace Zhengtong.Portal;

public sealed class PortalModule : IModule
{
    public string Name => "portal";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("portal", "部门", "/departments", 30),
        new("office", "公告", "/office/articles", 930, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public IEnumerable<StaffFunction> Functions => [new("portal.articles", "公告", [Roles.Administrator], ["/office/articles"])];

    public IEnumerable<CommandVerb> Commands => [new("seed-portal", "Publishes the first notices on a site that has none.", FirstArticles.RunAsync)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<Notices>();
        services.AddScoped<SaveArticle>();
    }

    public void MapModel(ModelBuilder model) => PortalModel.Map(model);
}
