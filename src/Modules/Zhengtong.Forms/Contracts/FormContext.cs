using Zhengtong.Platform.Access;

namespace Zhengtong.Forms.Contracts;

/// <summary>What a form knows besides its answers; rules see it as <c>situation</c>, <c>mode</c> and <c>partyKind</c>.</summary>
/// <param name="Situations">The codes of the situations (情形) chosen for the case.</param>
/// <param name="Mode">normal, commitment or tolerance.</param>
/// <param name="Today">The legal day, for bounds that say <c>today</c>.</param>
public sealed record FormContext(IReadOnlyList<string> Situations, string Mode, PartyKind PartyKind, DateOnly Today)
{
    public const string Normal = "normal";
    public const string Commitment = "commitment";
    public const string Tolerance = "tolerance";
    public const string Person = "person";
    public const string Company = "company";

    internal IReadOnlyList<string>? Values(string name) => name switch
    {
        "situation" => Situations,
        "mode" => [Mode],
        "partyKind" => [PartyKind == PartyKind.Company ? Company : Person],
        _ => null,
    };
}
