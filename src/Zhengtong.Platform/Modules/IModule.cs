using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;

namespace Zhengtong.Platform.Modules;

/// <summary>A module's door: everything it adds to the product, in one class.</summary>
public interface IModule
{
    /// <summary>Lower case; prefixes the module's tables and problem codes.</summary>
    string Name { get; }

    void AddServices(IServiceCollection services, IConfiguration configuration);

    /// <summary>Maps the module's entities, table prefix <c>Name_</c>.</summary>
    void MapModel(ModelBuilder model);

    /// <summary>Endpoints that are not Razor Pages. Each carries a policy.</summary>
    void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Entries this module adds to the menus of the shells.</summary>
    IEnumerable<MenuEntry> Menu => [];

    /// <summary>What staff do in this module: every route of staff belongs to one of these.</summary>
    IEnumerable<StaffFunction> Functions => [];

    /// <summary>Command verbs, for example <c>seed</c> or <c>verify-trace</c>.</summary>
    IEnumerable<CommandVerb> Commands => [];
}

/// <param name="Shell">desk, office, my or portal.</param>
/// <param name="Roles">Who sees it; empty = everybody who may enter the shell.</param>
public sealed record MenuEntry(string Shell, string Title, string Href, int Order, params string[] Roles)
{
    /// <summary>The heading it stands under in a long menu, one of <see cref="MenuGroups"/>; empty = before all headings.</summary>
    public string Group { get; init; } = "";

    /// <summary>The key of the function it stands for, where its address is a front door to more; empty = the address tells.</summary>
    public string Function { get; init; } = "";

    /// <summary>Whoever acts under a mandate may open it too.</summary>
    public bool ForDelegates { get; init; }
}

/// <summary>The headings of the menus, in the words of the field. A heading stands where its first entry would.</summary>
public static class MenuGroups
{
    public const string Catalogue = "事项目录";
    public const string Changes = "变更";
    public const string Elements = "要素与标准";
    public const string Inspection = "自查与监督";
    public const string Guides = "指南与应用端";
    public const string Powers = "权限与机构";
    public const string System = "系统管理";
    public const string Safety = "数据安全";

    /// <summary>These entries under that heading.</summary>
    public static IEnumerable<MenuEntry> Under(string group, params MenuEntry[] entries) => entries.Select(e => e with { Group = group });
}

/// <param name="Run">Gets the root services and the words after the verb; returns the exit code.</param>
public sealed record CommandVerb(string Name, string Help, Func<IServiceProvider, string[], CancellationToken, Task<int>> Run)
{
    /// <summary>Runs on the database as it stands, before it is brought up to this program's version and its keys are looked at.</summary>
    public bool Unprepared { get; init; }

    /// <summary>Ends an exchange of keys that was broken off: runs where the product and every other verb are refused.</summary>
    public bool HalfWay { get; init; }
}

/// <summary>The modules of this process, in the order of the walls.</summary>
public sealed record ModuleList(IReadOnlyList<IModule> Modules);
