using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>Reads a county's list of items: code, name, type, organisation and where its guide stands, no more.</summary>
internal static partial class ItemListReader
{
    public const string Head = "item_code,name,main_item,department,item_type";

    public static void Read(TextReader csv, string file, Func<string, Region?> regionOf, List<ItemDraft> drafts, List<RowFault> faults)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Csv.Read(csv))
        {
            var (code, name, organisation) = (row["item_code"].ToUpperInvariant(), row["name"], row["department"]);
            var at = new RowAt(file, row.Line, code);
            var region = regionOf(NaturalCode(row["area_code"]));
            var type = ItemTypes.CodeOf(row["item_type"]);
            var fault = code.Length == 0 || name.Length == 0 || organisation.Length == 0 ? ("import-empty", "编码、名称和实施部门都要填写。")
                : type is null ? ("import-type", $"事项类型“{row["item_type"]}”不在 GB/T 39046 的类型之内。")
                : region is null ? ("import-region", $"区划代码“{row["area_code"]}”不存在，请先导入区划或改正代码。")
                : !seen.Add(code) ? ("import-twice", "编码在本文件中重复，只保留第一行。")
                : default((string, string)?);
            if (fault is { } f)
            {
                faults.Add(new RowFault(at, f.Item1, f.Item2));
                continue;
            }

            drafts.Add(new ItemDraft
            {
                At = at,
                Code = code,
                Name = name,
                MainItem = row["main_item"],
                OrganisationName = FullOrganisation(organisation, region!),
                CreditCode = CreditCode().IsMatch(row["dept_code"]) ? row["dept_code"] : "",
                RegionCode = region!.Code,
                RegionName = region.FullName,
                Source = file,
                ListOnly = true,
                Content = new ItemContent
                {
                    TypeCode = type!,
                    TypeName = row["item_type"],
                    SourceUrl = row["guide_url"],
                    SourceNote = "事项名称、编码、类型和实施部门取自公开的实施清单。",
                },
            });
        }
    }

    /// <summary>511602000000 as 511602: pairs and triples of zeros at the end say nothing.</summary>
    public static string NaturalCode(string areaCode)
    {
        foreach (var (length, rest) in (ReadOnlySpan<(int, int)>)[(9, 3), (6, 3), (4, 2), (2, 2)])
        {
            if (areaCode.Length == length + rest && areaCode.AsSpan(length).Trim('0').IsEmpty)
            {
                areaCode = areaCode[..length];
            }
        }

        return areaCode;
    }

    /// <summary>A list of one district says 区司法局 and means 广安区司法局.</summary>
    public static string FullOrganisation(string name, Region region) =>
        name.Length > 1 && region.Level == 3 && region.Name[^1] == name[0] && name[0] is '区' or '县' or '市' && !name.StartsWith("市场", StringComparison.Ordinal)
            ? region.Name + name[1..]
            : name;

    [GeneratedRegex("^[0-9A-Z]{18}$")]
    private static partial Regex CreditCode();
}
