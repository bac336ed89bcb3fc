using Microsoft.Extensions.Configuration;
using Zhengtong.Ui;

namespace Zhengtong.Identity.Registering;

/// <summary>The names of this site and this place, which whoever guesses here tries first: those of the brand, and those of the setting <c>Passwords:Words</c> (separated by commas).</summary>
internal sealed class PasswordWords(Brand brand, IConfiguration configuration)
{
    /// <summary>What an installation is called that has said nothing of itself.</summary>
    private static readonly string[] Nothing = ["本地"];

    public IReadOnlyList<string> All { get; } =
    [
        .. ((string[])[brand.Name, brand.RegionName, .. brand.Regions.Select(r => r.Name)]).Where(w => w.Length > 0).Except(Nothing),
        .. (configuration["Passwords:Words"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    ];
}
