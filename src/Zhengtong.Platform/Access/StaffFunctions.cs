using System.Collections.Concurrent;
using System.Security.Claims;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Platform.Access;

/// <summary>A function (功能) of staff: what a role of a region's own takes from its base role or leaves out (08.17).</summary>
/// <param name="Key">Stable, <c>module.function</c>: roles are kept by it.</param>
/// <param name="Name">As users know it, mostly from the menu.</param>
/// <param name="Roles">Whom the policies of its routes admit.</param>
/// <param name="Routes">
/// Beginnings of the route patterns that belong to it, each with its slash in front; the longest counts. One that ends in <c>$</c> is that pattern alone.
/// </param>
public sealed record StaffFunction(string Key, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Routes)
{
    /// <summary>Every post has it: the front door, messages, one's own account.</summary>
    public bool Always { get; init; }

    /// <summary>Who has it gives rights to others: a role with it is published, and given, by two persons.</summary>
    public bool Dangerous { get; init; }
}

/// <summary>
/// The functions of all modules, and whether somebody may use one. A post of a built-in role may do all that the policies admit; a post of a local role only what its
/// claim names, so that a route which belongs to no function is closed to it.
/// </summary>
public sealed class StaffFunctions
{
    /// <summary>Of posts in a local role: the keys with a blank before, between and behind them, as <see cref="Pack"/> writes them.</summary>
    public const string Claim = "fn";

    private readonly (string Beginning, bool Alone, StaffFunction Function)[] _routes;
    private readonly ConcurrentDictionary<string, StaffFunction?> _known = new(StringComparer.OrdinalIgnoreCase);

    public StaffFunctions(ModuleList modules)
    {
        All = [.. modules.Modules.SelectMany(m => m.Functions)];
        _routes =
        [
            .. All.SelectMany(f => f.Routes.Select(r => (Beginning: r.TrimEnd('$'), Alone: r.EndsWith('$'), Function: f)))
                .OrderByDescending(r => r.Beginning.Length).ThenByDescending(r => r.Alone),
        ];
    }

    public IReadOnlyList<StaffFunction> All { get; }

    public static string Pack(IEnumerable<string> keys) => " " + string.Join(' ', keys) + " ";

    public static IReadOnlyList<string> Unpack(string packed) => packed.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What a local role may take from a base role.</summary>
    public IReadOnlyList<StaffFunction> OfRole(string role) => [.. All.Where(f => !f.Always && f.Roles.Contains(role))];

    /// <param name="pattern">Of a route, or the address of a menu entry: never what a request asked for, which has no end.</param>
    public StaffFunction? Of(string pattern) => _known.GetOrAdd("/" + pattern.TrimStart('/').Split('?')[0], Find);

    public bool Admits(ClaimsPrincipal user, string? pattern) =>
        user.FindFirst(Claim) is not { } only || (pattern is not null && Of(pattern) is { } function && (function.Always || Has(only.Value, function.Key)));

    /// <summary>Whether a menu shows an entry to somebody whose role it is for.</summary>
    public bool Shows(ClaimsPrincipal user, MenuEntry entry) =>
        entry.Function.Length == 0 ? Admits(user, entry.Href) : user.FindFirst(Claim) is not { } only || Has(only.Value, entry.Function);

    private static bool Has(string packed, string key) => packed.Contains(" " + key + " ", StringComparison.Ordinal);

    private StaffFunction? Find(string pattern) => _routes.FirstOrDefault(r => pattern.StartsWith(r.Beginning, StringComparison.OrdinalIgnoreCase)
        && (pattern.Length == r.Beginning.Length || (!r.Alone && pattern[r.Beginning.Length] == '/'))).Function;
}
