using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Reads an entry from what was typed or from a row of a sheet; each fault names its field.</summary>
internal static class EntryReading
{
    private const int MostField = 2000;
    private const int MostCode = 100;
    private const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
    private static readonly char[] Between = ['、', '，', ',', '；', ';', ' ', '\n', '\r', '\t'];

    public static Outcome<EntryFacts> Read(RegisterList list, EntryInput input)
    {
        var problems = new List<Problem>();
        string Text(string? typed, string field, string label, int most, bool required = true)
        {
            var text = (typed ?? "").Trim();
            if ((required && text.Length == 0) || text.Length > most)
            {
                problems.Add(Problem.Invalid("catalogue.list-field", $"请填写{label}，不超过 {most} 个字。", field));
            }

            return text;
        }

        var number = Text(input.Number, "Number", "编号", 60);
        var name = Text(input.Name, "Name", "名称", 300);
        var organisation = Text(input.Organisation, "Organisation", "单位", 200, required: false);
        var type = "";
        if (list.Typed)
        {
            type = ItemTypes.CodeOf((input.Type ?? "").Trim()) ?? RegisterListType(input.Type);
            if (type.Length == 0)
            {
                problems.Add(Problem.Invalid("catalogue.list-type", "请选择事项类型，例如“行政许可”。", "Type"));
            }
        }

        var fields = new Dictionary<string, string>();
        foreach (var field in list.Fields)
        {
            var text = Text(input.Fields.GetValueOrDefault(field.Key), $"Fields[{field.Key}]", field.Label, MostField, field.Required);
            if (field.Options.Length > 0 && text.Length > 0 && !field.Options.Contains(text))
            {
                problems.Add(Problem.Invalid("catalogue.list-option", $"{field.Label}请填写：{string.Join('、', field.Options)}。", $"Fields[{field.Key}]"));
            }

            fields[field.Key] = text;
        }

        IReadOnlyList<string>? targets = input.Targets is null ? null : [.. input.Targets.Split(Between, Split).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (targets?.FirstOrDefault(t => t.Length > MostCode) is { } tooLong)
        {
            problems.Add(Problem.Invalid("catalogue.mapping-unknown", $"{RegisterList.TargetsHead}“{tooLong[..20]}…”太长。几个编码之间请用顿号隔开。", "Targets"));
        }

        return problems.Count > 0 ? Outcome<EntryFacts>.Because(problems) : new EntryFacts(number, name, type, organisation, fields) { Targets = targets };
    }

    private static string RegisterListType(string? code) => ItemTypes.All.FirstOrDefault(t => t.Value == code?.Trim()).Value ?? "";
}

/// <summary>An entry as typed.</summary>
internal sealed class EntryInput
{
    /// <summary>Of the entry its author had before him; null where the whole list is taken from somewhere else.</summary>
    public int? Revision { get; set; }

    public string? Number { get; set; }

    public string? Name { get; set; }

    /// <summary>Code or name.</summary>
    public string? Type { get; set; }

    public string? Organisation { get; set; }

    /// <summary>Codes with signs between; null: what it corresponds to stays.</summary>
    public string? Targets { get; set; }

    public Dictionary<string, string?> Fields { get; set; } = [];
}
