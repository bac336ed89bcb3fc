namespace Zhengtong.Cases.Rules;

/// <summary>
/// What the law leaves of a change of the item for a case that already runs. 行政许可法 art. 32: what is missing is told once, at receipt; an application that was
/// accepted is complete and in legal form, so nothing new may be demanded of the applicant after acceptance, nor after the one-time notice went out.
/// </summary>
internal static class RebaseLaw
{
    public const string Basis = "《中华人民共和国行政许可法》第三十二条第一款第四项、第五项";

    /// <summary>Whether answers and materials that only the new version asks for may be asked of the applicant of this case.</summary>
    public static bool MayDemand(bool correctionAsked, bool accepted) => !correctionAsked && !accepted;

    /// <summary>Whether the limit of the new version is worse for the applicant: he applied relying on the one that was public then (行政许可法 art. 8, reliance).</summary>
    /// <returns>true as well when a limit vanishes or the units cannot be compared.</returns>
    public static bool Worse(Catalogue.Contracts.TimeLimit? before, Catalogue.Contracts.TimeLimit? after) => (before, after) switch
    {
        (null, _) => false,
        (_, null) => true,
        ({ } b, { } a) => a.Unit != b.Unit || a.Days > b.Days,
    };
}
