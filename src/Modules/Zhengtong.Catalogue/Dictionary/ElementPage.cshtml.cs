using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>One element: its definition, the items that use it, its former states (01.15).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ElementPage(Database db, ElementDictionaries dictionaries, SaveEntry save, TimeProvider clock) : EntryPageModel(db, save, clock)
{
    private const int UsesShown = 100;
    private readonly Database _db = db;

    internal sealed class ElementInput
    {
        public string? Key { get; set; }

        public string? Name { get; set; }

        public FieldType Type { get; set; }

        public string? Group { get; set; }

        public int? Order { get; set; }

        public string? Hint { get; set; }

        public int? MaxLength { get; set; }

        public string? Min { get; set; }

        public string? Max { get; set; }

        public string? Pattern { get; set; }

        public string? PatternHint { get; set; }

        public string? CodeTable { get; set; }

        /// <summary>One a line: value, blank, label.</summary>
        public string? Options { get; set; }

        public string? Prefill { get; set; }

        public string? Default { get; set; }
    }

    internal sealed record Use(string Code, string Name, string OrganisationName);

    [BindProperty]
    public ElementInput Input { get; set; } = new();

    public ElementDictionary All { get; private set; } = null!;

    public IReadOnlyList<Use> Uses { get; private set; } = [];

    protected override EntryKind Kind => EntryKind.Element;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(true, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await SavedAsync(await Save.ElementAsync(Read(), BasedOn, Act(), ct), ct);

    protected override async Task<bool> ShowAsync(bool fill, CancellationToken ct)
    {
        All = await dictionaries.CurrentAsync(ct);
        if (!await HistoryAsync(ct))
        {
            return false;
        }

        var key = Key ?? "";
        // The dictionary is one for all; which items of others use it is theirs to know.
        Uses = await _db.Set<ElementUse>().Where(u => u.ElementKey == key).Join(_db.Set<Item>().VisibleTo(User.Actor()!), u => u.ItemId, i => i.Id, (_, i) => i)
            .OrderBy(i => i.Code).Take(UsesShown).Select(i => new Use(i.Code, i.Name, i.OrganisationName)).ToListAsync(ct);
        if (fill)
        {
            BasedOn = All.Numbers.GetValueOrDefault((Kind, key));
            Input = All.Element(key) is { } e
                ? new ElementInput
                {
                    Key = e.Key, Name = e.Name, Type = e.Type, Group = e.Group, Order = e.Order, Hint = e.Hint, MaxLength = e.MaxLength, Min = e.Min, Max = e.Max, Pattern = e.Pattern,
                    PatternHint = e.PatternHint, CodeTable = e.CodeTable, Prefill = e.Prefill, Default = e.Default,
                    Options = e.Options is null ? null : string.Join('\n', e.Options.Select(o => $"{o.Value} {o.Label}")),
                }
                : new ElementInput { Key = Key, Group = Request.Query["group"] };
        }

        return true;
    }

    private DataElement Read() => new()
    {
        Key = Key ?? (Input.Key ?? "").Trim(),
        Name = (Input.Name ?? "").Trim(),
        Type = Input.Type,
        Group = Input.Group ?? "",
        Order = Input.Order ?? 0,
        Hint = Text(Input.Hint),
        MaxLength = Input.MaxLength,
        Min = Text(Input.Min),
        Max = Text(Input.Max),
        Pattern = Text(Input.Pattern),
        PatternHint = Text(Input.PatternHint),
        CodeTable = Text(Input.CodeTable),
        Prefill = Text(Input.Prefill),
        Default = Text(Input.Default),
        Options = Text(Input.Options) is { } lines
            ? [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split([' ', '　', '\t'], 2)).Select(p => new FieldOption(p[0], p[^1].Trim()))]
            : null,
    };

    private static string? Text(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim().ReplaceLineEndings("\n");
}
