using Microsoft.AspNetCore.Mvc.Rendering;

namespace Zhengtong.Ui.Components;

/// <summary>One question of a form, as it is drawn. Fields made from a form definition build it directly.</summary>
public sealed record Field(string Name, string Label)
{
    public FieldKind Kind { get; init; }

    public string? Value { get; init; }

    /// <summary>Chosen values of checkboxes.</summary>
    public IReadOnlyCollection<string> Values { get; init; } = [];

    public string? Hint { get; init; }

    public string? Error { get; init; }

    public bool Required { get; init; } = true;

    public bool ReadOnly { get; init; }

    public IReadOnlyList<SelectListItem> Options { get; init; } = [];

    public int Rows { get; init; } = 4;

    public FieldWidth Width { get; init; } = FieldWidth.Normal;

    public string? Autocomplete { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>Unit after the input (元, 平方米).</summary>
    public string? Suffix { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Of a file: the accept list, for example <c>.pdf,.jpg,.png</c>.</summary>
    public string? Accept { get; init; }

    public bool Multiple { get; init; }

    public string Id => FieldErrors.IdOf(Name);
}

public enum FieldKind
{
    /// <summary>By the type of the property.</summary>
    Auto,
    Text,
    TextArea,
    Select,
    Radios,
    Checkboxes,

    /// <summary>Year, month and day in three boxes: for dates one remembers. Bound by <see cref="DatePartsBinder"/>.</summary>
    Date,

    /// <summary>The browser's calendar: for dates one picks.</summary>
    Calendar,
    Time,
    Number,
    Money,
    Phone,
    Email,
    Password,
    File,

    /// <summary>One box to tick (本人承诺…).</summary>
    Tick,
}

public enum FieldWidth
{
    Normal,
    Narrow,
    Wide,
}
