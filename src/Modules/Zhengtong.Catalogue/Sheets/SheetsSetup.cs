using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Catalogue.Sheets;

internal static class SheetsSetup
{
    public static IServiceCollection AddSheets(this IServiceCollection services) => services.AddScoped<SheetGates>().AddScoped<ImportSheet>().AddScoped<ItemsExport>().AddSingleton<RunningSheets>();
}
