using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Feedback.Watch;

/// <summary>The ratings of a supervisor's region, bad ones first to hand, newest first. One statement a page.</summary>
[Authorize(Policy = Policies.Supervisor)]
[ResponseCache(NoStore = true)]
internal sealed class RatingsPageModel(Database db) : PageModel
{
    private const int PageSize = 30;

    public IReadOnlyList<Rating> Ratings { get; private set; } = [];

    public bool All { get; private set; }

    public string? Next { get; private set; }

    public IReadOnlyList<Tab> Tabs => [new("差评", "/office/ratings", !All), new("全部评价", "/office/ratings?all=true", All)];

    public async Task OnGetAsync(bool all, Guid? after, CancellationToken ct)
    {
        All = all;
        var ratings = db.RatingsOf(User.Actor()!.Post!.RegionCode, all);
        if (after is { } last)
        {
            ratings = ratings.Where(r => r.Id < last);
        }

        var found = await ratings.OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(ct);
        Ratings = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? $"/office/ratings?{(all ? "all=true&" : "")}after={Ratings[^1].Id}" : null;
    }

    public static string NameOf(End end) => end switch
    {
        End.Window => "窗口",
        End.Pc => "电脑端",
        End.Phone => "手机端",
        End.Kiosk => "自助端",
        End.Hotline => "电话",
        _ => "系统",
    };
}

internal static class WatchedRatings
{
    /// <summary>The ratings of a region: the bad ones, or all.</summary>
    public static IQueryable<Rating> RatingsOf(this Database db, string region, bool all)
    {
        var ratings = db.Set<Rating>().AsNoTracking().Where(r => r.RegionCode.StartsWith(region));
        return all ? ratings : ratings.Where(r => r.Level >= Levels.FirstBad);
    }
}
