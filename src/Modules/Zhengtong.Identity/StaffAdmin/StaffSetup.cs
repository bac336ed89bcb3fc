using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.HandOver;
using Zhengtong.Identity.RoleAdmin;
using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Staff, posts, roles, what two persons do, and departures.</summary>
internal static class StaffSetup
{
    public static readonly IReadOnlyList<MenuEntry> Menu =
    [
        new("office", "人员与岗位", "/office/staff", 905, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "角色管理", RolesPageModel.Path, 906, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "双人复核", AskTwo.List, 907, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "组织机构", "/office/organisations", 910, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public static readonly IReadOnlyList<StaffFunction> Functions =
    [
        new("identity.own", "本人账号", [.. Roles.Names.Keys], ["/account", "/sso", "/gallery"]) { Always = true },
        new(Administrators.Staff, "人员与岗位、角色管理、双人复核", [Roles.Administrator], ["/office/staff", RolesPageModel.Path, AskTwo.List]) { Dangerous = true },
        new("identity.organisations", "组织机构", [Roles.Administrator], ["/office/organisations"]),
    ];

    public static IServiceCollection AddStaff(this IServiceCollection services)
    {
        services.AddScoped<FailedSignInCounts>().AddScoped<StaffList>().AddScoped<EditStaff>().AddScoped<EditPosts>().AddScoped<EditAccount>().AddScoped<FirstAdministrator>();
        services.AddScoped<SaveRole>().AddScoped<AskTwo>().AddScoped<AnswerTwo>().AddScoped<Depart>().AddScoped<SeparatedPosts>();
        services.AddRecurringJob<RemindTemporary>();
        services.AddRecurringJob<CheckSeparation>();
        services.AddRecurringJob<FinishDepartures>();
        return services;
    }

    public static void MapStaff(this IEndpointRouteBuilder routes) => StaffExport.Map(routes);
}
