using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Rendering;

/// <summary>One field as HTML: label, hint, input, message, source. Classes of the design system; the message and hint are tied to the input for screen readers.</summary>
internal sealed class FieldView(FormField field, string name, IReadOnlyList<string> values, string? problem, string? source, PlaceChoice? place)
{
    private readonly string _id = FieldName.Id(name);

    public IHtmlContent Render() => field.Type switch
    {
        FieldType.Statement => Html.Tag("div", "zt-statement").With(Html.Tag("p", "zt-field__label").Text(field.Label), Paragraph(field.Hint)),
        FieldType.FileNote => Html.Tag("div", "zt-statement").With(Html.Tag("p", "zt-field__label").Text(field.Label), Paragraph(field.Hint)),
        FieldType.Radio or FieldType.Checkbox or FieldType.YesNo => Group(),
        _ => Single(),
    };

    private static TagBuilder? Paragraph(string? text) => text is null ? null : Html.Tag("p", null).Text(text);

    private HtmlContentBuilder Single()
    {
        var content = new HtmlContentBuilder();
        content.AppendHtml(Html.Tag("label", "zt-field__label", [("for", _id)]).Text(field.Label).With(Optional()));
        Append(content, Hint());
        Append(content, Message());
        content.AppendHtml(field.Type switch
        {
            FieldType.Select => Select(),
            FieldType.Region when place is not null => place.Render(name, field.Label, Described(), problem is not null, field.Required),
            FieldType.Multiline => Html.Tag("textarea", "zt-input", Attributes().Append(("rows", "5"))).Text(Value),
            _ => Html.Tag("input", "zt-input", Attributes().Concat(InputKind()).Append(("value", Value))),
        });
        Append(content, Source());
        return content;
    }

    private TagBuilder Group()
    {
        var many = field.Type == FieldType.Checkbox;
        var group = Html.Tag("fieldset", null, [("id", _id), ("aria-describedby", Described()), ("tabindex", problem is null ? null : "-1")])
            .With(Html.Tag("legend", "zt-field__label").Text(field.Label).With(Optional()), Hint());
        var choices = Html.Tag("div", "zt-choices");
        foreach (var (option, i) in field.Choices().Select((o, i) => (o, i)))
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{_id}-{i}");
            choices.With(Html.Tag("div", "zt-choice").With(
                Html.Tag("input", "zt-choice__input", [
                    ("type", many ? "checkbox" : "radio"), ("id", id), ("name", name), ("value", option.Value), Html.Flag("checked", values.Contains(option.Value)),
                    ("aria-describedby", option.Hint is null ? null : id + "-hint")]),
                Html.Tag("label", "zt-choice__label", [("for", id)]).Text(option.Label),
                option.Hint is null ? null : Html.Tag("div", "zt-choice__hint", [("id", id + "-hint")]).Text(option.Hint)));
        }

        return group.With(Message(), choices, Source());
    }

    private TagBuilder Select()
    {
        var select = Html.Tag("select", "zt-input zt-input--select", Attributes()).With(Html.Tag("option", null, [("value", "")]).Text("请选择"));
        return select.With(field.Choices().Select(o => Html.Tag("option", null, [("value", o.Value), Html.Flag("selected", o.Value == Value)]).Text(o.Label)));
    }

    private IEnumerable<(string, string?)> Attributes() =>
    [
        ("id", _id), ("name", name), ("aria-describedby", Described()), ("aria-invalid", problem is null ? null : "true"), ("aria-required", field.Required ? "true" : null),
        ("maxlength", Typed() ? FieldCheck.MaxLength(field).ToString(CultureInfo.InvariantCulture) : null),
    ];

    private bool Typed() => field.Type is FieldType.Text or FieldType.Multiline or FieldType.Address or FieldType.Email;

    // Numbers stay text inputs: a number input drops what it does not understand, and the message could not show it again.
    private IEnumerable<(string, string?)> InputKind() => field.Type switch
    {
        FieldType.Date => [("type", "date"), ("min", Fixed(field.Min)), ("max", Fixed(field.Max))],
        FieldType.YearMonth => [("type", "month"), ("placeholder", "2026-11")],
        FieldType.Number or FieldType.Money => [("type", "text"), ("inputmode", "decimal")],
        FieldType.Phone => [("type", "tel"), ("autocomplete", "tel")],
        FieldType.Email => [("type", "email"), ("autocomplete", "email")],
        FieldType.CitizenId => [("type", "text"), ("autocomplete", "off"), ("spellcheck", "false")],
        FieldType.CreditCode => [("type", "text"), ("autocomplete", "off"), ("autocapitalize", "characters"), ("spellcheck", "false")],
        _ => [("type", "text")],
    };

    private static string? Fixed(string? bound) => bound == FieldCheck.TodayWord ? null : bound;

    private string Value => values is [var first, ..] ? first : "";

    private string? Described()
    {
        var ids = string.Join(' ', new[] { field.Hint is null ? null : _id + "-hint", problem is null ? null : _id + "-error", source is null ? null : _id + "-source" }.OfType<string>());
        return ids.Length == 0 ? null : ids;
    }

    private TagBuilder? Optional() => field.Required || field.RequiredWhen is not null ? null : Html.Tag("span", "zt-field__optional").Text("（选填）");

    private TagBuilder? Hint() => field.Hint is null ? null : Html.Tag("div", "zt-field__hint", [("id", _id + "-hint")]).Text(field.Hint);

    private TagBuilder? Message() => problem is null ? null : Html.Tag("div", "zt-field__error", [("id", _id + "-error")]).Text(problem);

    private TagBuilder? Source() => source is null ? null : Html.Tag("div", "zt-prefill", [("id", _id + "-source")]).Text($"来自{source}");

    private static void Append(HtmlContentBuilder content, IHtmlContent? part)
    {
        if (part is not null)
        {
            content.AppendHtml(part);
        }
    }
}
