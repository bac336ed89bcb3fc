using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.Merging;

internal static class MergingSetup
{
    public static IEnumerable<StaffFunction> Functions => [new("identity.merging", "归并部门账号", [Roles.Administrator], [LegacyPageModel.Path]) { Dangerous = true }];

    public static IEnumerable<MenuEntry> Menu => [new("office", "归并部门账号", LegacyPageModel.Path, 908, Roles.Administrator) { Group = MenuGroups.System }];

    public static IServiceCollection AddMerging(this IServiceCollection services) => services.AddScoped<ImportLegacy>().AddScoped<SettleConflict>();
}
