using System.Text.Json.Serialization;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Contracts;

/// <summary>The sources a field may name, and how the page calls them.</summary>
public static class PrefillSources
{
    /// <summary>What the same applicant answered to the same field of the same section before.</summary>
    public const string Earlier = "earlier";

    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["party.name"] = "您的个人资料",
        ["party.idNumber"] = "您的个人资料",
        ["party.gender"] = "您的个人资料",
        ["party.phone"] = "您的个人资料",
        ["party.email"] = "您的个人资料",
        ["party.address"] = "您的个人资料",
        ["party.region"] = "您的个人资料",
        ["company.name"] = "企业登记信息",
        ["company.creditCode"] = "企业登记信息",
        ["company.kind"] = "企业登记信息",
        ["company.address"] = "企业登记信息",
        ["company.region"] = "企业登记信息",
        ["company.phone"] = "企业登记信息",
        ["company.legalPerson"] = "企业登记信息",
        ["company.legalPersonIdNumber"] = "企业登记信息",
        ["company.legalPersonPhone"] = "企业登记信息",
        ["agent.name"] = "经办人的个人资料",
        ["agent.idNumber"] = "经办人的个人资料",
        ["agent.phone"] = "经办人的个人资料",
        [Earlier] = "您以前填写的内容",
    };
}

/// <param name="Source">One of <see cref="PrefillSources.All"/>.</param>
/// <param name="Value">What was filled in; the page names the source only while the answer is still this.</param>
/// <param name="From">From where exactly and when, in words; empty: as the source is called.</param>
public sealed record PrefillMark(string Source, string Value, string From = "")
{
    /// <summary>How the page calls it.</summary>
    [JsonIgnore]
    public string? Text => From.Length > 0 ? From : PrefillSources.All.GetValueOrDefault(Source);
}

/// <summary>What an answer teaches for the next form.</summary>
/// <param name="Key">The source, or <see cref="Prefill.EarlierKey"/>.</param>
/// <param name="Shown">As people read it.</param>
public sealed record PrefillFact(string Key, string Label, string Value, string Shown);

/// <param name="Marks">By posted name.</param>
public sealed record Prefilled(FormAnswers Answers, IReadOnlyDictionary<string, PrefillMark> Marks);

/// <summary>Fills in what is known already, so that nobody gives the same fact twice (一次采集、多方复用; requirement 03.10).</summary>
public static class Prefill
{
    /// <summary>
    /// Fills empty fields only, and of a repeated section only the first row. Known values are by source (<c>party.name</c>); those of <c>earlier</c> by
    /// <see cref="EarlierKey"/>. A value that the field would refuse is not taken over. A field's default comes last and carries no mark.
    /// </summary>
    /// <param name="from">By the same keys: from where exactly, as far as that is known.</param>
    public static Prefilled Apply(FormDefinition definition, FormAnswers answers, IReadOnlyDictionary<string, string> known, IReadOnlyDictionary<string, string>? from = null)
    {
        var filled = answers.Copy();
        var marks = new Dictionary<string, PrefillMark>(StringComparer.Ordinal);
        foreach (var section in definition.Sections)
        {
            foreach (var field in section.Fields.Where(f => f.TakesAnswer() && answers.Values(section.Key, f.Key).All(Blank.Is)))
            {
                if (Known(section, field, known) is { } value)
                {
                    filled.Set(section, field.Key, [value]);
                    marks[FieldName.Of(section, 0, field)] = new PrefillMark(field.Prefill!, value, from?.GetValueOrDefault(KeyOf(section, field)!) ?? "");
                }
                else if (field.Default is not null && section.Repeat is null)
                {
                    filled.Set(section, field.Key, [field.Default]);
                }
            }
        }

        return new Prefilled(filled, marks);
    }

    /// <summary>What these (effective) answers teach for the next form: the values by source, and every field for <c>earlier</c>.</summary>
    public static IReadOnlyDictionary<string, string> Collect(FormDefinition definition, FormAnswers effective)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, _, key, value) in Taught(definition, effective))
        {
            known.TryAdd(key, value);
        }

        return known;
    }

    /// <summary>The same with the names of the fields, and as people read it.</summary>
    public static async Task<IReadOnlyList<PrefillFact>> TellAsync(IDivisions divisions, FormDefinition definition, FormAnswers effective, CancellationToken ct)
    {
        List<PrefillFact> facts = [];
        foreach (var (section, field, key, value) in Taught(definition, effective).DistinctBy(t => t.Key))
        {
            var place = field.Type == FieldType.Region && await divisions.PathAsync(value, ct) is [.., var region] ? region.FullName : null;
            var label = field.Prefill == PrefillSources.Earlier ? $"{section.Title}：{field.Label}" : field.Label;
            facts.Add(new PrefillFact(key, label, value, place ?? AnswerText.Of(field, [value], unmasked: true)));
        }

        return facts;
    }

    private static IEnumerable<(FormSection Section, FormField Field, string Key, string Value)> Taught(FormDefinition definition, FormAnswers effective) =>
        from section in definition.Sections
        from field in section.Fields
        where field.Prefill is not null && field.Type != FieldType.Checkbox
        let text = effective.Text(section.Key, field.Key)
        where text.Length > 0
        select (section, field, KeyOf(section, field)!, text);

    public static string EarlierKey(FormSection section, FormField field) => $"{PrefillSources.Earlier}.{section.Key}.{field.Key}";

    private static string? KeyOf(FormSection section, FormField field) => field.Prefill == PrefillSources.Earlier ? EarlierKey(section, field) : field.Prefill;

    private static string? Known(FormSection section, FormField field, IReadOnlyDictionary<string, string> known)
    {
        var key = KeyOf(section, field);
        if (key is null || !known.TryGetValue(key, out var value) || Blank.Is(value))
        {
            return null;
        }

        // Bounds that move with the day are checked at submission; today does not matter here.
        var text = Blank.Trim(value);
        return FieldCheck.Fault(field with { Min = null, Max = null }, [text], DateOnly.MaxValue) is null ? text : null;
    }
}
