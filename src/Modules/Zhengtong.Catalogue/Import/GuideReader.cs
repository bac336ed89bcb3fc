using System.Text.Json;
using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>Reads collected guides (办事指南) with all their elements. What a guide leaves empty stays empty.</summary>
internal sealed partial class GuideReader(Func<string, Region?> regionByFullName, MaterialSources materials)
{
    private const string Nation = "全国";
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public void Read(string json, string file, List<ItemDraft> drafts, List<RowFault> faults)
    {
        var guides = JsonSerializer.Deserialize<List<Guide>>(json, Json) ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < guides.Count; i++)
        {
            var guide = guides[i];
            var at = new RowAt(file, i + 1, guide.Id);
            var nation = guide.Region == Nation;
            var region = nation ? null : regionByFullName(guide.Region);
            var type = ItemTypes.CodeOf(guide.Type);
            var fault = guide.Id.Length == 0 || guide.Name.Length == 0 || guide.Department.Length == 0 ? ("import-empty", "编号、名称和实施部门都要填写。")
                : type is null ? ("import-type", $"“{guide.Type}”不是单个事项的类型；由多个事项组成的服务不在这里导入。")
                : region is null && !nation ? ("import-region", $"地区“{guide.Region}”与区划全称不一致，请改为完整名称，例如“四川省广安市广安区”。")
                : !seen.Add(guide.Id) ? ("import-twice", "编号在本文件中重复，只保留第一条。")
                : default((string, string)?);
            if (fault is { } f)
            {
                faults.Add(new RowFault(at, f.Item1, f.Item2));
                continue;
            }

            var historical = guide.Flags.Contains("historical");
            if (historical)
            {
                faults.Add(new RowFault(at, "import-historical", "旧指南，只作查阅，不能在线申请。", true));
            }

            drafts.Add(new ItemDraft
            {
                At = at,
                Code = guide.Id,
                Name = guide.Name,
                Domain = guide.Domain,
                OrganisationName = guide.Department,
                RegionCode = region?.Code ?? Region.Nation,
                RegionName = region?.FullName ?? Nation,
                GuideOnly = nation || historical,
                Source = file,
                Content = ContentOf(guide, type!, historical, nation),
            });
        }
    }

    private ItemContent ContentOf(Guide guide, string type, bool historical, bool nation)
    {
        var instant = Limits.IsInstant(guide.PromisedTimeLimit);
        var (persons, companies) = Audience.Of(guide.ServiceObject);
        return new ItemContent
        {
            TypeCode = type,
            TypeName = guide.Type,
            ForPersons = persons,
            ForCompanies = companies,
            ServiceObject = guide.ServiceObject,
            LegalBasis = guide.LegalBasis,
            Conditions = guide.Conditions,
            Materials = [.. guide.Materials.Select((m, i) => materials.Annotate(new ItemMaterial
            {
                Key = $"m{i + 1}",
                Name = m.Name,
                Form = m.Form,
                Copies = m.Copies,
                Need = m.Required ? MaterialNeed.Required : MaterialNeed.Optional,
                Note = m.Note,
            }))],
            StatutoryLimit = Limits.Of(guide.LegalTimeLimit),
            StatutoryLimitText = guide.LegalTimeLimit,
            PromisedLimit = instant ? null : Limits.Of(guide.PromisedTimeLimit),
            PromisedLimitText = guide.PromisedTimeLimit,
            Instant = instant,
            ProcessText = guide.Process,
            Fee = FeeOf(guide.Fee),
            Visits = guide.Visits,
            OnlineDepth = guide.OnlineDepth,
            Places = guide.Address.Length + guide.OfficeHours.Length > 0 ? [new ServicePlace(guide.Address, guide.OfficeHours)] : [],
            ConsultPhone = guide.Phone,
            ComplaintPhone = guide.ComplaintPhone,
            Result = ResultOf(guide.Result),
            SourceUrl = guide.SourceUrl,
            SourceDate = guide.SourceDate.Length > 0 ? guide.SourceDate : guide.LawEdition,
            SourceNote = string.Join("；", ((string[])[nation ? "法定指南：要素逐条取自法律、法规、规章条文" : "", historical ? "旧指南，仅供查阅" : "", guide.SourceNote]).Where(x => x.Length > 0)),
        };
    }

    private static FeeTerms FeeOf(string fee) => fee switch
    {
        "" => new FeeTerms(),
        "不收费" or "免费" or "不收取任何费用" => new FeeTerms { Charged = false, Text = fee },
        _ => new FeeTerms { Charged = true, Text = fee, Items = FeeText.Items(fee) },
    };

    private static ItemResult ResultOf(string result)
    {
        if (result.Length == 0)
        {
            return new ItemResult();
        }

        var years = Valid().Match(result);
        var kind = result.Contains('证', StringComparison.Ordinal) || result.Contains("执照", StringComparison.Ordinal) ? "1"
            : result.Contains("批复", StringComparison.Ordinal) || result.EndsWith("文件", StringComparison.Ordinal) || result.EndsWith('书') ? "2" : "3";
        return new ItemResult
        {
            Name = Valid().Replace(result, ""),
            KindCode = kind,
            ValidMonths = years.Success ? int.Parse(years.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) * 12 : null,
        };
    }

    [GeneratedRegex(@"[（(]有效期(\d{1,2})年[）)]")]
    private static partial Regex Valid();

    private sealed record Guide
    {
        public string Id { get; init; } = "";

        public string Domain { get; init; } = "";

        public string Name { get; init; } = "";

        public string Type { get; init; } = "";

        public string Department { get; init; } = "";

        public string Region { get; init; } = "";

        public string ServiceObject { get; init; } = "";

        public IReadOnlyList<string> LegalBasis { get; init; } = [];

        public IReadOnlyList<string> Conditions { get; init; } = [];

        public IReadOnlyList<GuideMaterial> Materials { get; init; } = [];

        public IReadOnlyList<string> Process { get; init; } = [];

        public string LegalTimeLimit { get; init; } = "";

        public string PromisedTimeLimit { get; init; } = "";

        public string Fee { get; init; } = "";

        public string Result { get; init; } = "";

        public int? Visits { get; init; }

        public string OnlineDepth { get; init; } = "";

        public string Address { get; init; } = "";

        public string Phone { get; init; } = "";

        public string ComplaintPhone { get; init; } = "";

        public string OfficeHours { get; init; } = "";

        public string SourceUrl { get; init; } = "";

        public string SourceDate { get; init; } = "";

        public string SourceNote { get; init; } = "";

        public string LawEdition { get; init; } = "";

        public IReadOnlyList<string> Flags { get; init; } = [];
    }

    private sealed record GuideMaterial(string Name, string Form = "", int? Copies = null, bool Required = true, string Note = "");
}
