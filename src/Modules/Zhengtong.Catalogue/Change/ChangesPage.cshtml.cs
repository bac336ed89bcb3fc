using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;

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
        Show = Known(show);
        Calendar = await calendars.CurrentAsync(ct);
        (Rows, Next) = await list.PageAsync(Show, after, User.Actor()!, ct);
    }

    public async Task<Microsoft.AspNetCore.Http.IResult> OnGetExportAsync(string? show, CancellationToken ct) =>
        await ExcelSheet.FileAsync("事项变更", "份", ["类别", "事项编码", "事项名称", "实施主体", "提出单位", "提出人", "提交日期", "办理期限", "状态", "原因"], RowsAsync(Known(show)), ct);

    private string Known(string? show) => show is ChangeList.Check or ChangeList.Approve or ChangeList.Mine ? show : IsManager ? ChangeList.Check : ChangeList.Mine;

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(string show)
    {
        await foreach (var c in list.AllAsync(show, User.Actor()!))
        {
            yield return
            [
                ChangeWords.Of(c.Kind), c.Code, c.Name, c.OrganisationName, c.RequesterOrganisationName, c.RequestedByName,
                c.SubmittedAt is { } at ? LegalDay.Date(LegalDay.Of(at)) : "", c.DueOn is { } due ? LegalDay.Date(due) : "", ChangeWords.Of(c.Status), c.Reason,
            ];
        }
    }
}
