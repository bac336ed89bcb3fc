using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Catalogue.Lists;

internal static class ListsSetup
{
    public static IEnumerable<MenuEntry> Menu =>
    [
        new("portal", "清单公开", "/lists", 35),
        new("office", "清单管理", "/office/lists", 706, Roles.CatalogueManager) { Group = MenuGroups.Catalogue },
    ];

    public static void AddLists(this IServiceCollection services)
    {
        services.AddScoped<ListProjection>();
        services.AddScoped<SaveEntry>().AddScoped<ImportEntries>().AddScoped<ImportProofs>().AddScoped<PublishList>().AddScoped<MapEntry>().AddScoped<MapByName>();
        services.AddSingleton<ListSheets>();
        services.AddScoped<ReadLists>().AddScoped<PublishedMappings>().AddScoped<ListChecks>();
        services.AddScoped<IZoneAuthority, ZoneAuthority>();
        services.AddSubscriber<ItemPublished, ListProjection>();
        services.AddRecurringJob<RebuildLists>();
        services.AddRecurringJob<CheckLists>();
    }

    public static void MapLists(this IEndpointRouteBuilder routes) => ListExports.Map(routes);
}
