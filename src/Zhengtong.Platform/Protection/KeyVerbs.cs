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

    public static IReadOnlyList<CommandVerb> All => [Rekey, Reseal];
}
