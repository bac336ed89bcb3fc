using System.Globalization;

namespace Zhengtong.Forms.Contracts;

/// <summary>The names of inputs on a page, which are also the <c>Field</c> of problems: <c>a.section.field</c>, <c>a.section[0].field</c>, <c>a.section</c>.</summary>
public static class FieldName
{
    public const string Prefix = "a.";

    /// <summary>Posted once for each section on the page, so that an unchecked box and a removed row are told from a section that is elsewhere.</summary>
    public const string SectionMarker = "formSection";

    /// <summary>The name of the submit buttons that add and remove rows.</summary>
    public const string Operation = "op";

    public static string Of(FormSection section) => Prefix + section.Key;

    public static string Of(FormSection section, int row, FormField field) => section.Repeat is null
        ? $"{Prefix}{section.Key}.{field.Key}"
        : string.Create(CultureInfo.InvariantCulture, $"{Prefix}{section.Key}[{row}].{field.Key}");

    /// <summary>The same as an element id.</summary>
    public static string Id(string name) => name.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal);
}
