using Zhengtong.Forms.Definitions;

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
public sealed record PrefillMark(string Source, string Value);

/// <param name="Marks">By posted name.</param>
public sealed record Prefilled(FormAnswers Answers, IReadOnlyDictionary<string, PrefillMark> Marks);

/// <summary>Fills in what is known already, so that nobody gives the same fact twice (一次采集、多方复用; requirement 03.10).</summary>
public static class Prefill
{
    /// <summary>
    /// Fills empty fields only, and of a repeated section only the first row. Known values are by source (<c>party.name</c>); those of <c>earlier</c> by
    /// <see cref="EarlierKey"/>. A value that the field would refuse is not taken over. A field's default comes last and carries no mark.
    /// </summary>
    public static Prefilled Apply(FormDefinition definition, FormAnswers answers, IReadOnlyDictionary<string, string> known)
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
                    marks[FieldName.Of(section, 0, field)] = new PrefillMark(field.Prefill!, value);
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
        foreach (var section in definition.Sections)
        {
            foreach (var field in section.Fields.Where(f => f.Prefill is not null && f.Type != FieldType.Checkbox))
            {
                if (effective.Text(section.Key, field.Key) is { Length: > 0 } text)
                {
                    known.TryAdd(field.Prefill == PrefillSources.Earlier ? EarlierKey(section, field) : field.Prefill!, text);
                }
            }
        }

        return known;
    }

    public static string EarlierKey(FormSection section, FormField field) => $"{PrefillSources.Earlier}.{section.Key}.{field.Key}";

    private static string? Known(FormSection section, FormField field, IReadOnlyDictionary<string, string> known)
    {
        var key = field.Prefill == PrefillSources.Earlier ? EarlierKey(section, field) : field.Prefill;
        if (key is null || !known.TryGetValue(key, out var value) || Blank.Is(value))
        {
            return null;
        }

        // Bounds that move with the day are checked at submission; today does not matter here.
        var text = Blank.Trim(value);
        return FieldCheck.Fault(field with { Min = null, Max = null }, [text], DateOnly.MaxValue) is null ? text : null;
    }
}
