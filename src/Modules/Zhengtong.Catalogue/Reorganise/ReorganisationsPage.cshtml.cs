using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>The reorganisations of a region, newest first, paged by key. One statement.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ReorganisationsModel(Reorganisations reorganisations) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<Reorganisation> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var rows = reorganisations.VisibleTo(User.Actor()!).AsNoTracking();
        if (after is { } last)
        {
            rows = rows.Where(r => r.Id < last);
        }

        var read = await rows.OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/reorganisations?after={Rows[^1].Id}" : null;
    }
}

internal static class ReorganisationWords
{
    public static string StateName(this Reorganisation of) => of switch
    {
        { RefusedAt: not null } => "不同意",
        { ApprovedAt: null } => "待审定",
        { UndoneAt: not null } => "已撤回",
        { FinishedAt: not null } => "已完成",
        { StartedAt: not null } => "正在移交",
        _ => "待生效",
    };

    public static Tone Tone(this Reorganisation of) => of switch
    {
        { RefusedAt: not null } => Ui.Components.Tone.Danger,
        { ApprovedAt: null } => Ui.Components.Tone.Warning,
        { UndoneAt: not null } => Ui.Components.Tone.Neutral,
        { FinishedAt: not null } => Ui.Components.Tone.Done,
        _ => Ui.Components.Tone.Info,
    };
}
