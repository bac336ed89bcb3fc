using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Ui.Layouts;

/// <summary>The menus of the shells: the fixed main navigation of the portal and what the modules add.</summary>
public static class Nav
{
    /// <summary>A menu of so many entries is still seen at a glance.</summary>
    private const int LongestFlat = 10;

    private static readonly MenuEntry[] Main =
    [
        new("portal", "首页", "/", 0),
        new("portal", "个人服务", "/items?for=person", 10),
        new("portal", "法人服务", "/items?for=company", 20),
        new("portal", "部门", "/items?by=department", 30),
        new("portal", "办事进度", "/track", 40),
        new("portal", "帮助", "/help", 90),
    ];

    /// <summary>A module's entry of the same title takes the place of the fixed one.</summary>
    public static IReadOnlyList<MenuEntry> Portal(ModuleList modules)
    {
        var added = Of(modules, "portal", null);
        return [.. Main.Where(m => added.All(a => a.Title != m.Title)).Concat(added).OrderBy(m => m.Order)];
    }

    /// <summary>What somebody in this post (or nobody) sees of a shell's menu.</summary>
    /// <param name="shows">Leaves out what a local role may not do; null: nothing.</param>
    public static IReadOnlyList<MenuEntry> Of(ModuleList modules, string shell, string? role, Func<MenuEntry, bool>? shows = null) =>
    [
        .. modules.Modules.SelectMany(m => m.Menu)
            .Where(m => m.Shell == shell && (m.Roles.Length == 0 || m.Roles.Contains(role)) && shows?.Invoke(m) != false)
            .OrderBy(m => m.Order),
    ];

    /// <summary>A menu under its headings. A short menu has none, nor has an entry that would stand alone under its own; those come first.</summary>
    public static IReadOnlyList<MenuSection> Sections(IReadOnlyList<MenuEntry> menu)
    {
        var groups = menu.GroupBy(m => m.Group).Where(g => g.Key.Length > 0 && g.Count() > 1 && menu.Count > LongestFlat).ToList();
        var headed = groups.Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        return [new MenuSection("", [.. menu.Where(m => !headed.Contains(m.Group))]), .. groups.Select(g => new MenuSection(g.Key, [.. g]))];
    }

    /// <summary>The one entry that the page belongs to: same path and query first, else the longest path above it.</summary>
    public static MenuEntry? Current(IReadOnlyList<MenuEntry> menu, HttpRequest request) => menu
        .Select(entry => (entry, score: Score(entry.Href, request)))
        .Where(x => x.score > 0)
        .OrderByDescending(x => x.score)
        .Select(x => x.entry)
        .FirstOrDefault();

    /// <summary>Where to come back to after signing in or changing a preference.</summary>
    public static string Here(HttpRequest request) => request.Path + request.QueryString;

    private static int Score(string href, HttpRequest request)
    {
        var parts = href.Split('?', 2);
        var path = request.Path.Value is { Length: > 0 } value ? value : "/";
        var same = string.Equals(path, parts[0], StringComparison.OrdinalIgnoreCase);
        if (!same && (parts[0] == "/" || parts.Length == 2 || !path.StartsWith(parts[0] + "/", StringComparison.OrdinalIgnoreCase)))
        {
            return 0;
        }

        var wanted = parts.Length == 2 ? QueryHelpers.ParseQuery(parts[1]) : [];
        return wanted.All(w => request.Query[w.Key] == w.Value) ? parts[0].Length + (same ? 100 : 0) + (wanted.Count * 10) : 0;
    }
}

/// <param name="Title">Empty for what stands before all headings.</param>
public sealed record MenuSection(string Title, IReadOnlyList<MenuEntry> Entries);
