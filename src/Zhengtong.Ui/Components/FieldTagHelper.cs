using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>
/// <c>&lt;zt-field for="Input.Name" label="姓名" hint="与身份证一致"/&gt;</c>: a whole question. Value, error and length come from the model and ModelState.
/// </summary>
[HtmlTargetElement("zt-field", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression? For { get; set; }

    /// <summary>In place of <see cref="For"/>, for fields that are no property of the model.</summary>
    public string? Name { get; set; }

    public string? Value { get; set; }

    public string? Label { get; set; }

    public string? Hint { get; set; }

    public FieldKind Kind { get; set; }

    public bool Optional { get; set; }

    public bool ReadOnly { get; set; }

    public IEnumerable<SelectListItem>? Options { get; set; }

    public int Rows { get; set; } = 4;

    public FieldWidth Width { get; set; }

    public string? Autocomplete { get; set; }

    public string? Placeholder { get; set; }

    public string? Suffix { get; set; }

    public string? Accept { get; set; }

    public bool Multiple { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = For is null ? Name ?? throw new InvalidOperationException("zt-field needs for or name.") : ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var state = ViewContext.ViewData.ModelState;
        var rules = For?.Metadata.ValidatorMetadata ?? [];
        output.TagName = null;
        output.Content.SetHtmlContent(FieldHtml.Render(new Field(name, Label ?? For?.Metadata.DisplayName ?? name)
        {
            Kind = Kind == FieldKind.Auto ? Guess() : Kind,
            Value = FieldErrors.Attempted(state, name) ?? Value ?? Text(For?.Model),
            Values = Many(state.TryGetValue(name, out var entry) ? entry.RawValue : null) ?? Many(For?.Model) ?? [],
            Hint = Hint ?? For?.Metadata.Description,
            Error = FieldErrors.For(state, name),
            Required = !Optional,
            ReadOnly = ReadOnly,
            Options = Options?.ToList() ?? [],
            Rows = Rows,
            Width = Width,
            Autocomplete = Autocomplete,
            Placeholder = Placeholder ?? For?.Metadata.Placeholder,
            Suffix = Suffix,
            Accept = Accept,
            Multiple = Multiple,
            MaxLength = rules.OfType<StringLengthAttribute>().FirstOrDefault()?.MaximumLength ?? rules.OfType<MaxLengthAttribute>().FirstOrDefault()?.Length,
        }));
    }

    private FieldKind Guess()
    {
        var type = For?.Metadata.UnderlyingOrModelType;
        return type == typeof(DateOnly) ? FieldKind.Date
            : type == typeof(bool) ? FieldKind.Tick
            : type == typeof(decimal) ? FieldKind.Money
            : type == typeof(int) || type == typeof(long) ? FieldKind.Number
            : type is not null && typeof(Microsoft.AspNetCore.Http.IFormFile).IsAssignableFrom(type) ? FieldKind.File
            : Options is not null ? FieldKind.Select
            : FieldKind.Text;
    }

    private static string? Text(object? model) => model switch
    {
        null => null,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => model.ToString(),
    };

    private static List<string>? Many(object? raw) => raw is IEnumerable many and not string ? [.. many.Cast<object?>().Select(Text).OfType<string>()] : raw is string one ? [one] : null;
}
