using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Zhengtong.Ui.Components;

/// <summary>Draws a <see cref="Field"/>: label, hint, error and input, tied together for screen readers.</summary>
public static class FieldHtml
{
    public static TagBuilder Render(Field field)
    {
        var css = $"zt-field zt-field--{field.Width.ToString().ToLowerInvariant()}{(field.Error is null ? "" : " is-wrong")}";
        var hint = field.Hint is null ? null : Html.Element("p", "zt-field__hint", field.Hint).Attr("id", field.Id + "-hint");
        var error = field.Error is null
            ? null
            : Html.Element("p", "zt-field__error", Html.Icon("exclamation-circle-fill"), Html.Element("span", null, Html.Hidden("错误："), field.Error)).Attr("id", field.Id + "-error");
        if (field.Kind is FieldKind.Radios or FieldKind.Checkboxes or FieldKind.Date)
        {
            var group = Html.Element("fieldset", css, Html.Element("legend", "zt-field__label", field.Label, Optional(field)), hint, error, Inputs(field))
                .Attr("aria-describedby", DescribedBy(field));
            return field.Kind == FieldKind.Radios ? group.Attr("role", "radiogroup").Attr("aria-required", field.Required ? "true" : null) : group;
        }

        if (field.Kind == FieldKind.Tick)
        {
            return Html.Element("div", css, error, Choice(field, field.Id, "checkbox", "true", field.Value is "true" or "True" or "on", field.Label, true), hint);
        }

        return Html.Element("div", css, Html.Element("label", "zt-field__label", field.Label, Optional(field)).Attr("for", field.Id), hint, error, Inputs(field));
    }

    private static TagBuilder? Optional(Field field) => field.Required ? null : Html.Element("span", "zt-field__optional", "(选填)");

    private static string? DescribedBy(Field field)
    {
        var ids = string.Join(' ', new[] { field.Hint is null ? null : field.Id + "-hint", field.Error is null ? null : field.Id + "-error" }.OfType<string>());
        return ids.Length == 0 ? null : ids;
    }

    private static TagBuilder Inputs(Field field) => field.Kind switch
    {
        FieldKind.TextArea => Wire(Html.Element("textarea", "zt-input", "\n" + field.Value).Attr("rows", field.Rows.ToString(CultureInfo.InvariantCulture)), field),
        FieldKind.Select => Wire(Html.Element("select", "zt-input zt-input--select", Choices(field)), field),
        FieldKind.Radios => Html.Element("div", "zt-choices", field.Options.Select((option, i) => Option(field, option, i, "radio", option.Value == field.Value))),
        FieldKind.Checkboxes => Html.Element("div", "zt-choices", field.Options.Select((option, i) => Option(field, option, i, "checkbox", field.Values.Contains(option.Value)))),
        FieldKind.Date => DateParts(field),
        FieldKind.File => Wire(Html.Void("input", "zt-input zt-input--file").Attr("type", "file").Attr("accept", field.Accept).Flag("multiple", field.Multiple), field),
        _ => Line(field),
    };

    private static TagBuilder Line(Field field)
    {
        var (type, mode) = field.Kind switch
        {
            FieldKind.Calendar => ("date", (string?)null),
            FieldKind.Time => ("time", null),
            FieldKind.Number => ("text", "numeric"),
            FieldKind.Money => ("text", "decimal"),
            FieldKind.Phone => ("tel", "tel"),
            FieldKind.Email => ("email", "email"),
            FieldKind.Password => ("password", null),
            _ => ("text", null),
        };
        var input = Wire(Html.Void("input", "zt-input").Attr("type", type).Attr("inputmode", mode), field);
        if (field.Kind != FieldKind.Password)
        {
            input.Attr("value", field.Value ?? "");
        }

        var suffix = field.Suffix ?? (field.Kind == FieldKind.Money ? "元" : null);
        return suffix is null ? input : Html.Element("div", "zt-suffixed", input, Html.Element("span", "zt-suffixed__unit", suffix));
    }

    private static TagBuilder Wire(TagBuilder input, Field field) => input
        .Attr("id", field.Id)
        .Attr("name", field.Name)
        .Attr("aria-describedby", DescribedBy(field))
        .Attr("aria-invalid", field.Error is null ? null : "true")
        .Attr("aria-required", field.Required ? "true" : null)
        .Attr("autocomplete", field.Autocomplete)
        .Attr("placeholder", field.Placeholder)
        .Attr("maxlength", field.MaxLength?.ToString(CultureInfo.InvariantCulture))
        .Flag("readonly", field.ReadOnly);

    private static IEnumerable<TagBuilder> Choices(Field field) => new[] { Html.Element("option", null, "请选择").Attr("value", "") }
        .Concat(field.Options.Select(option => Html.Element("option", null, option.Text).Attr("value", option.Value).Flag("selected", option.Value == field.Value).Flag("disabled", option.Disabled)));

    /// <summary>The first choice carries the field's own id, so that the error summary leads to it.</summary>
    private static TagBuilder Option(Field field, SelectListItem option, int index, string type, bool chosen) =>
        Choice(field, index == 0 ? field.Id : $"{field.Id}-{index}", type, option.Value, chosen, option.Text, false).Flag("data-disabled", option.Disabled);

    private static TagBuilder Choice(Field field, string id, string type, string value, bool chosen, string text, bool alone)
    {
        var input = Html.Void("input", "zt-choice__input").Attr("type", type).Attr("id", id).Attr("name", field.Name).Attr("value", value).Flag("checked", chosen);
        if (alone)
        {
            input.Attr("aria-describedby", DescribedBy(field)).Attr("aria-required", field.Required ? "true" : null);
        }

        input.Attr("aria-invalid", field.Error is null || !alone ? null : "true");
        return Html.Element("div", "zt-choice", input, Html.Element("label", "zt-choice__label", text).Attr("for", id));
    }

    private static TagBuilder DateParts(Field field)
    {
        var parts = Split(field.Value);
        return Html.Element("div", "zt-date", Part("Year", "年", parts.Year, 4, field.Id), Part("Month", "月", parts.Month, 2, field.Id + "_Month"), Part("Day", "日", parts.Day, 2, field.Id + "_Day"));

        TagBuilder Part(string part, string unit, string value, int length, string id) => Html.Element(
            "div",
            $"zt-date__part zt-date__part--{part.ToLowerInvariant()}",
            Html.Void("input", "zt-input").Attr("type", "text").Attr("inputmode", "numeric").Attr("maxlength", length.ToString(CultureInfo.InvariantCulture))
                .Attr("id", id).Attr("name", $"{field.Name}.{part}").Attr("value", value).Attr("aria-invalid", field.Error is null ? null : "true").Flag("readonly", field.ReadOnly)
                .Attr("autocomplete", field.Autocomplete == "bday" ? "bday-" + part.ToLowerInvariant() : null),
            Html.Element("label", null, unit).Attr("for", id));
    }

    private static (string Year, string Month, string Day) Split(string? value)
    {
        var parts = (value ?? "").Split('-');
        return parts.Length == 3 ? (parts[0], parts[1].TrimStart('0'), parts[2].TrimStart('0')) : ("", "", "");
    }
}
