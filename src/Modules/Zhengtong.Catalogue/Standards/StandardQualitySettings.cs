namespace Zhengtong.Catalogue.Standards;

/// <summary>Settings under <c>StandardQuality</c> (<c>docs/standard-quality.md</c>); without an address projects are registered there by hand.</summary>
internal sealed class StandardQualitySettings
{
    public Uri? Url { get; set; }

    /// <summary>What the system is called on the pages, for example 福建省标准质量工作管理系统.</summary>
    public string Name { get; set; } = "标准质量工作管理系统";

    /// <summary>Who we are to it.</summary>
    public string Unit { get; set; } = "";

    /// <summary>Signs both ways.</summary>
    public string Secret { get; set; } = "";

    public int TimeoutSeconds { get; set; } = 10;

    public bool IsSound => Url is null || (Url.IsAbsoluteUri && Url.Scheme is "http" or "https" && Unit.Length > 0 && Secret.Length > 0 && TimeoutSeconds is > 0 and <= 120);
}
