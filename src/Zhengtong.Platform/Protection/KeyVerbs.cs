using Zhengtong.Platform.Modules;

namespace Zhengtong.Platform.Protection;

/// <summary>The verbs that exchange keys (docs/security.md).</summary>
public static class KeyVerbs
{
    public static readonly CommandVerb Rekey = new("rekey", "exchanges the key file: --to FILE, made when there is none; then set Protection:KeyFile to it on every node", Protection.Rekey.RunAsync)
    {
        Unprepared = true,
    };

    public static readonly CommandVerb Reseal = new("reseal", "seals everything that is sealed under the newest key; --new-key makes one first", Protection.Reseal.RunAsync);

    public static readonly CommandVerb Relookup = new(
        "relookup", "brings all hashes that rows are found by under the newest lookup key; --new-key makes one first; on a stopped site", Protection.Relookup.RunAsync)
    {
        HalfWay = true,
    };

    public static IReadOnlyList<CommandVerb> All => [Rekey, Reseal, Relookup];
}
