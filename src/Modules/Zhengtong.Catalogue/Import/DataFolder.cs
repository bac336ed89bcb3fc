using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Zhengtong.Catalogue.Import;

/// <summary>The folder with the product's data: the setting <c>Data:Folder</c>, else the nearest <c>data</c> above the program that has divisions in it.</summary>
internal sealed class DataFolder(string path)
{
    public const string Divisions = "divisions/divisions.csv";
    public const string Villages = "divisions/divisions-village-35.csv";
    public const string Calendar = "calendar/holidays-2018-2026.csv";
    public const string Codes = "codes/codes.csv";
    public const string Profiles = "profiles/profiles.json";
    public const string Items = "catalogue/items-guangan-county.csv";
    public const string Licences = "catalogue/licence-items.csv";
    public const string Guides = "catalogue/guides.json";
    public const string Statutory = "catalogue/guides-statutory.json";
    public const string Materials = "catalogue/materials.csv";
    public const string Themes = "catalogue/themes.csv";
    public const string ThemeRules = "catalogue/theme-rules.csv";
    public const string ItemTree = "catalogue/item-tree-city.csv";
    public const string Proofs = "catalogue/proofs-certificates.csv";
    public const string National = "catalogue/licence-items-national.csv";
    public const string Departments = "catalogue/departments.csv";
    public const string Demo = "catalogue/demo-items.json";
    public const string Standards = "standards/standards.csv";
    public const string Elements = "catalogue/data-elements.json";

    /// <summary>All that the items are made of.</summary>
    public static readonly string[] ItemFiles = [Items, Licences, Guides, Statutory, Materials, Themes, ThemeRules, ItemTree, Demo, Profiles];

    public string Path { get; } = path;

    public static DataFolder? Find(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration["Data:Folder"] is { Length: > 0 } set)
        {
            return new DataFolder(set);
        }

        foreach (var start in (string[])[environment.ContentRootPath, AppContext.BaseDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, "data", Divisions)))
                {
                    return new DataFolder(System.IO.Path.Combine(folder.FullName, "data"));
                }
            }
        }

        return null;
    }

    public StreamReader Open(string file) => new(System.IO.Path.Combine(Path, file));

    public Task<string> TextAsync(string file, CancellationToken ct) => File.ReadAllTextAsync(System.IO.Path.Combine(Path, file), ct);

    /// <summary>SHA-256 over names and bytes of the files.</summary>
    public async Task<string> FingerprintAsync(IEnumerable<string> files, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file));
            hash.AppendData(await File.ReadAllBytesAsync(System.IO.Path.Combine(Path, file), ct));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
