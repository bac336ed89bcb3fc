namespace Zhengtong.Platform.Regions;

/// <summary>Reads divisions (<c>code,name,level,...</c> in the order of the levels) and gives each its full name.</summary>
public static class RegionFile
{
    /// <summary>Second-level entries that group and are no part of a place's name: 北京市海淀区, not 北京市市辖区海淀区.</summary>
    private static readonly HashSet<string> Grouping = new(StringComparer.Ordinal) { "市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划" };

    /// <param name="known">Divisions read before, by code; the file's are added.</param>
    /// <returns>The divisions, and the lines that are none with the reason in Chinese.</returns>
    public static (List<Region> Regions, List<(int Line, string Key, string Why)> Faults) Read(TextReader csv, Dictionary<string, Region> known)
    {
        var regions = new List<Region>();
        var faults = new List<(int, string, string)>();
        csv.ReadLine();
        for (var line = 2; csv.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
            {
                continue;
            }

            var cells = text.Split(',');
            var (code, name) = (cells[0].Trim(), cells.Length > 1 ? cells[1].Trim() : "");
            var level = Region.Lengths.IndexOf(code.Length);
            var parentCode = level > 1 ? code[..Region.Lengths[level - 1]] : "";
            if (level == 3 && !known.ContainsKey(parentCode))
            {
                // Hong Kong and Macao have no level between region and district.
                parentCode = code[..Region.Lengths[1]];
            }

            var parent = known.GetValueOrDefault(parentCode);
            var fault = level < 1 || code.AsSpan().ContainsAnyExceptInRange('0', '9') ? "区划代码应为 2、4、6、9 或 12 位数字"
                : name.Length is 0 or > 100 ? "区划名称不能为空，且不超过 100 个字"
                : level > 1 && parent is null ? $"缺少上级区划 {parentCode}"
                : known.ContainsKey(code) ? "区划代码重复" : null;
            if (fault is not null)
            {
                faults.Add((line, code, fault));
                continue;
            }

            var region = new Region { Code = code, ParentCode = parentCode, Name = name, FullName = PrefixOf(parent, known) + name, Level = level };
            known.Add(code, region);
            regions.Add(region);
        }

        return (regions, faults);
    }

    private static string PrefixOf(Region? parent, Dictionary<string, Region> known) => parent switch
    {
        null => "",
        { Level: 2 } when Grouping.Contains(parent.Name) => known[parent.ParentCode].FullName,
        _ => parent.FullName,
    };
}
