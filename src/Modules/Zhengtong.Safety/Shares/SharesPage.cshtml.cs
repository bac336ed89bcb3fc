using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;
using Zhengtong.Ui.Components;

namespace Zhengtong.Safety.Shares;

/// <summary>The register of shares of a region, the newest first. One statement.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class SharesPageModel(Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/office/safety/shares";
    private const int PageSize = 30;

    public ShareView View { get; private set; }

    public IReadOnlyList<DataShare> Shares { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public bool MayAsk => User.Actor()!.Has(Roles.Administrator);

    public IReadOnlyList<Tab> Tabs =>
        [new("全部", Path, View == ShareView.All), new("等待处理", Path + "?view=Waiting", View == ShareView.Waiting), new("即将到期", Path + "?view=Ending", View == ShareView.Ending)];

    public async Task OnGetAsync(ShareView view, Guid? after, CancellationToken ct)
    {
        View = view;
        var shares = db.SharesOf(User.Actor()!).AsNoTracking().Seen(view, Today);
        shares = after is { } last ? shares.Where(s => s.Id < last) : shares;
        var read = await shares.OrderByDescending(s => s.Id).Take(PageSize + 1).ToListAsync(ct);
        Shares = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?view={view}&after={Shares[^1].Id}" : null;
    }
}

internal enum ShareView
{
    All,

    /// <summary>For an assessment or a review.</summary>
    Waiting,

    /// <summary>In force, and its review lapses within <see cref="ShareViews.SoonDays"/>.</summary>
    Ending,
}

internal static class ShareViews
{
    public const int SoonDays = 30;

    public static IQueryable<DataShare> Seen(this IQueryable<DataShare> shares, ShareView view, DateOnly today)
    {
        var soon = today.AddDays(SoonDays);
        return view switch
        {
            ShareView.Waiting => shares.Where(s => s.EndedAt == null && (s.AssessedAt != null || s.Verdict == null)),
            ShareView.Ending => shares.Where(s => s.EndedAt == null && s.Verdict != ShareVerdict.Refused && s.InForceUntil >= today && s.InForceUntil <= soon),
            _ => shares,
        };
    }
}

/// <summary>The register as a sheet, with what was concluded.</summary>
internal static class SharesExport
{
    private static readonly string[] Heads =
        ["信息资源", "提供单位", "接收单位", "方式", "用途", "依据", "一般数据", "重要数据", "个人信息", "敏感个人信息", "频次", "申请期限", "状态", "审查通过至", "提出人", "提出时间"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(SharesPageModel.Path + "/export", (ShareView? view, HttpContext http, Database db, TimeProvider clock, CancellationToken ct) =>
            FileAsync(view ?? ShareView.All, http.User.Actor()!, db, LegalDay.Today(clock), ct))
        .RequireAuthorization(Policies.Overseer);

    private static Task<IResult> FileAsync(ShareView view, Actor actor, Database db, DateOnly today, CancellationToken ct) => ExcelSheet.FileAsync(
        "数据共享登记",
        "项",
        Heads,
        db.SharesOf(actor).AsNoTracking().Seen(view, today).OrderByDescending(s => s.Id).Take(ExcelSheet.MostRows + 1).AsAsyncEnumerable().Select(s => (IReadOnlyList<string>)
        [
            s.Resource, s.OrganisationName, s.Receiver, s.Kind.Name(), s.Purpose, s.Basis, s.GeneralFields, s.ImportantFields, s.PersonalFields, s.SensitiveFields, s.Frequency,
            $"{LegalDay.Date(s.WantedFrom)}至{LegalDay.Date(s.WantedUntil)}", s.StatusOn(today).Words().Name, s.InForceUntil is { } until ? LegalDay.Date(until) : "", s.AskedByName,
            LegalDay.Moment(s.AskedAt),
        ]),
        ct);
}
