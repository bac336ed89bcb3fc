using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>One group of elements (组别分类可配置, 01.15).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class GroupPage(Database db, ElementDictionaries dictionaries, SaveEntry save, TimeProvider clock) : EntryPageModel(db, save, clock)
{
    internal sealed class GroupInput
    {
        public string? Key { get; set; }

        public string? Title { get; set; }

        public string? Intro { get; set; }

        public int? Order { get; set; }

        /// <summary>What one row is; empty: the group is filled once.</summary>
        public string? ItemTitle { get; set; }

        public int? Min { get; set; }

        public int? Max { get; set; }
    }

    [BindProperty]
    public GroupInput Input { get; set; } = new();

    protected override EntryKind Kind => EntryKind.Group;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(true, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var repeat = string.IsNullOrWhiteSpace(Input.ItemTitle) ? null : new Repeat(Input.Min ?? 0, Input.Max ?? 20, Input.ItemTitle.Trim());
        var group = new ElementGroup(Key ?? (Input.Key ?? "").Trim(), (Input.Title ?? "").Trim(), Input.Order ?? 1000, string.IsNullOrWhiteSpace(Input.Intro) ? null : Input.Intro.Trim(), repeat);
        return await SavedAsync(await Save.GroupAsync(group, BasedOn, Act(), ct), ct);
    }

    protected override async Task<bool> ShowAsync(bool fill, CancellationToken ct)
    {
        var all = await dictionaries.CurrentAsync(ct);
        if (fill)
        {
            BasedOn = all.Numbers.GetValueOrDefault((Kind, Key ?? ""));
            Input = all.Group(Key ?? "") is { } g
                ? new GroupInput { Key = g.Key, Title = g.Title, Intro = g.Intro, Order = g.Order, ItemTitle = g.Repeat?.ItemTitle, Min = g.Repeat?.Min, Max = g.Repeat?.Max }
                : new GroupInput { Key = Key, Order = (all.Groups.Select(g => g.Order).DefaultIfEmpty().Max() / 10 * 10) + 10 };
        }

        return await HistoryAsync(ct);
    }
}
