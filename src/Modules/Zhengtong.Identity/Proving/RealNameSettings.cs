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

    /// <summary>Names and numbers leave the house over TLS only; a machine may talk to itself.</summary>
    public bool IsSound => (Url is null || (IsSafe(Url) && Unit.Length > 0 && Secret.Length > 0)) && (FacePages is null || (Url is not null && IsSafe(FacePages)))
        && TimeoutSeconds is >= 1 and <= 60 && Name.Length is > 0 and <= 100;

    private static bool IsSafe(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback);
}
