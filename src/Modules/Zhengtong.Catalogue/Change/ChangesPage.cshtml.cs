using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Change;

/// <summary>Changes that wait for me, and those my organisation asked for.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
internal sealed class ChangesPageModel(ChangeList list, WorkingCalendars calendars, TimeProvider clock) : PageModel
{
    public const string Path = "/office/changes";

    public string Show { get; private set; } = ChangeList.Mine;

    public IReadOnlyList<ItemChange> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public WorkingCalendar Calendar { get; private set; } = null!;

    public DateOnly Today => LegalDay.Today(clock);

    public async Task OnGetAsync(string? show, string? after, CancellationToken ct)
    {
        Show = ChangeList.Known(show, User.Actor()!);
        Calendar = await calendars.CurrentAsync(ct);
        (Rows, Next) = await list.PageAsync(Show, after, User.Actor()!, ct);
    }
}
