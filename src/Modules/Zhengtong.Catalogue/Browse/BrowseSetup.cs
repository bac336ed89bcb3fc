using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Browse;

internal static class BrowseSetup
{
    public static void AddBrowsing(this IServiceCollection services)
    {
        services.AddMemoryCache();
        services.AddSingleton<VisitorRegion>();
        services.AddScoped<IShelves, Shelves>();
        services.AddScoped<IItemRanking, ItemRanking>();
        services.AddScoped<ItemList>();
        services.AddScoped<FindItems>();
    }
}
