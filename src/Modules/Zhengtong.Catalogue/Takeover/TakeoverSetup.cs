using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Catalogue.Takeover;

internal static class TakeoverSetup
{
    public static IServiceCollection AddTakeover(this IServiceCollection services) => services
        .AddScoped<NationalCatalogue>().AddScoped<TakeOverList>().AddScoped<UpperEntries>().AddScoped<EntryRenewals>().AddScoped<TakeOverEntries>()
        .AddScoped<BindingSuggestions>().AddScoped<FindEntries>().AddScoped<BindItems>();
}
