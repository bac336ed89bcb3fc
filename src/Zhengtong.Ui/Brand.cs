namespace Zhengtong.Ui;

/// <summary>The face of one installation (theme folder): one product can be the portal of any province, city or county. Bound from section <c>Brand</c>.</summary>
public sealed record Brand
{
    public string Name { get; init; } = "政通";

    public string Slogan { get; init; } = "一网通办，办事少跑腿";

    /// <summary>政务服务便民热线.</summary>
    public string Hotline { get; init; } = "12345";

    public string RegionName { get; init; } = "本地";

    /// <summary>Regions offered in the quick switch of the top bar; the whole tree is at <c>/region</c>.</summary>
    public IReadOnlyList<BrandRegion> Regions { get; init; } = [];

    /// <summary>主办单位.</summary>
    public string Organiser { get; init; } = "";

    /// <summary>承办单位.</summary>
    public string Operator { get; init; } = "";

    /// <summary>Record lines of the footer (ICP 备案, 公安备案, 网站标识码).</summary>
    public IReadOnlyList<BrandRecord> Records { get; init; } = [];

    /// <summary>Other sites named in the footer.</summary>
    public IReadOnlyList<BrandRecord> Links { get; init; } = [];

    /// <summary>A stylesheet that overrides tokens, for example <c>~/themes/guangan/theme.css</c>.</summary>
    public string? ThemeCss { get; init; }

    /// <summary>A picture in place of the built-in mark, for example <c>~/themes/guangan/emblem.svg</c>.</summary>
    public string? Emblem { get; init; }
}

public sealed record BrandRegion(string Code, string Name);

public sealed record BrandRecord(string Text, string? Href = null);
