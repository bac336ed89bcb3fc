using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Change;

/// <summary>Changes that wait for me, those that are done, and those my organisation asked for.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
internal sealed class ChangesPageModel(ChangeList list, WorkingCalendars calendars, TimeProvider clock) : PageModel
{
    public const string Path = "/office/changes";

    public ChangeFilter Filter { get; private set; } = new();

    public string Show => Filter.Known(User.Actor()!);

    public IReadOnlyList<ItemChange> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateOnly Today => LegalDay.Today(clock);

    /// <summary>The lists that the actor has something to look for in.</summary>
    public IReadOnlyList<Tab> Tabs =>
    [
        .. IsManager ? [At("待我审核", ChangeFilter.Check), At("待我批准", ChangeFilter.Approve), At("已办", ChangeFilter.Done)] : (Tab[])[],
        At("待出具意见", ChangeFilter.Opinion),
        At("本单位提出的", ChangeFilter.Mine),
        At("全部", ChangeFilter.All),
    ];

    public async Task OnGetAsync([FromQuery] ChangeFilter filter, string? after, CancellationToken ct)
    {
        Filter = filter;
        Calendar = await calendars.CurrentAsync(ct);
        (Rows, Next) = await list.PageAsync(Filter, after, User.Actor()!, ct);
    }

    private Tab At(string name, string show) => new(name, Filter.Href(Path, show), Show == show);
}
