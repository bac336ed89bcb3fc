using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>One relation between elements (关联关系可定义, 01.15).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class RelationPage(Database db, ElementDictionaries dictionaries, SaveEntry save, TimeProvider clock) : EntryPageModel(db, save, clock)
{
    internal sealed class RelationInput
    {
        public string? Key { get; set; }

        public string? When { get; set; }

        public RelationKind Kind { get; set; } = RelationKind.Required;

        public string? Target { get; set; }

        public string? Message { get; set; }
    }

    [BindProperty]
    public RelationInput Input { get; set; } = new();

    public ElementDictionary All { get; private set; } = null!;

    protected override EntryKind Kind => EntryKind.Relation;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(true, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var when = RuleWords.Read(Input.When);
        if (!when.TryGet(out var rule))
        {
            return await SavedAsync(Outcome.Refused([.. when.Problems.Select(p => p with { Field = nameof(Input.When) })]), ct);
        }

        var relation = new ElementRelation(Key ?? (Input.Key ?? "").Trim(), rule, Input.Kind, Input.Target ?? "", (Input.Message ?? "").Trim());
        return relation.Key.Length is 0 or > 40 || !relation.Key.All(char.IsAsciiLetterOrDigit)
            ? await SavedAsync(Problem.Invalid("catalogue.relation-key", "标识只用字母和数字，不超过 40 个字。", "Key"), ct)
            : await SavedAsync(await Save.RelationAsync(relation, BasedOn, Act(), ct), ct);
    }

    protected override async Task<bool> ShowAsync(bool fill, CancellationToken ct)
    {
        All = await dictionaries.CurrentAsync(ct);
        if (fill)
        {
            BasedOn = All.Numbers.GetValueOrDefault((Kind, Key ?? ""));
            Input = All.Relations.FirstOrDefault(r => r.Key == Key) is { } r
                ? new RelationInput { Key = r.Key, When = RuleWords.Write(r.When), Kind = r.Kind, Target = r.Target, Message = r.Message }
                : new RelationInput { Key = Key };
        }

        return await HistoryAsync(ct);
    }
}
