namespace Zhengtong.Identity.Proving;

/// <summary>Settings <c>RealName:</c>, see <c>docs/real-name.md</c>.</summary>
internal sealed class RealNameSettings
{
    /// <summary>Without it nothing is checked online.</summary>
    public Uri? Url { get; set; }

    /// <summary>What pages and proofs call the system.</summary>
    public string Name { get; set; } = "实名核验平台";

    /// <summary>Who we are to it.</summary>
    public string Unit { get; set; } = "";

    public string Secret { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Below which address its pages for the face check lie; without it no face is checked.</summary>
    public Uri? FacePages { get; set; }

    public bool IsSound => (Url is null || (OutwardAddress.IsSafe(Url) && Unit.Length > 0 && Secret.Length > 0)) && (FacePages is null || (Url is not null && OutwardAddress.IsSafe(FacePages)))
        && TimeoutSeconds is >= 1 and <= 60 && Name.Length is > 0 and <= 100;
}
