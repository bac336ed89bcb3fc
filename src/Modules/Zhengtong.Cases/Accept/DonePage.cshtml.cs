using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.WorkList;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>What was done, the document to print, and the next case under the Enter key.</summary>
[Authorize(Policy = Policies.Handler)]
internal sealed class DonePageModel(Database db, WorkLists lists) : PageModel
{
    /// <summary>By what was done: the words, and which document it issued.</summary>
    private static readonly Dictionary<string, (string Title, string Text, NoticeKind[] Papers)> Words = new()
    {
        ["accepted"] = ("已受理", "受理通知书已出具，办理期限从受理之日起计算。", [NoticeKinds.Acceptance]),
        ["asked"] = ("已一次性告知", "告知书已出具。申请人补正后，这件办件会重新回到收件列表。", [NoticeKinds.OneTime]),
        ["sent-up"] = ("已报受理负责人", "由受理负责人确认或退回，窗口暂时不用处理。", []),
        ["refused"] = ("已决定不予受理", "文书已出具并载明救济途径，这件办件已终结。", [NoticeKinds.NotNeeded, NoticeKinds.NotCompetent]),
        ["given-back"] = ("已退回窗口", "窗口会在收件列表里看到这件办件和您的理由。", []),
        ["handed-over"] = ("结果已发放", "送达回证已生成，这件办件已办结。", [NoticeKinds.Service]),
        ["sent"] = ("已登记寄出", "申请人会收到运单号。签收后请回来登记签收，办件才办结。", []),
        ["signed"] = ("已登记签收", "送达回证已生成，这件办件已办结。", [NoticeKinds.Service]),
    };

    internal sealed record Paper(Guid Id, string Title, string Number);

    public Guid CaseId { get; private set; }

    public string Number { get; private set; } = "";

    public string ItemName { get; private set; } = "";

    public (string Title, string Text, NoticeKind[] Papers) Said { get; private set; }

    public IReadOnlyList<Paper> Papers { get; private set; } = [];

    public string Home { get; private set; } = "/desk";

    public string? Next { get; private set; }

    public string NextName { get; private set; } = "";

    public bool Office { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid caseId, string? did, CancellationToken ct)
    {
        var actor = User.Actor()!;
        var found = await db.Set<Case>().VisibleTo(db, actor, null).Where(c => c.Id == caseId).Select(c => new { c.Number, c.ItemName }).SingleOrDefaultAsync(ct);
        if (found is null || !Words.TryGetValue(did ?? "", out var words))
        {
            return NotFound();
        }

        var kinds = words.Papers.Select(k => k.Key).ToList();
        var last = await db.Set<Notice>().Where(n => n.CaseId == caseId && kinds.Contains(n.Kind)).OrderByDescending(n => n.At).Take(1)
            .Select(n => new { n.Id, n.Kind, n.Number }).ToListAsync(ct);
        (CaseId, Number, ItemName, Said) = (caseId, found.Number, found.ItemName, words);
        Papers = [.. last.Select(n => new Paper(n.Id, NoticeKinds.All[n.Kind].Title, n.Number))];
        var post = actor.Post!;
        Office = !Roles.IsRegional(post.Role);
        Home = post.Role switch { Roles.WindowClerk => DeskPageModel.Path, Roles.IssueClerk => IssuePageModel.Path, Roles.AcceptanceLead => LeadsPageModel.Path, _ => "/office" };
        if (await lists.FirstAsync(post, new WorkListFilter(), ct) is { } next && Home != "/office")
        {
            Next = post.Role == Roles.WindowClerk ? $"/desk/cases/{next.StepId}" : $"{Home}/{next.StepId}";
            NextName = $"{next.ItemName}（{next.DueText}）";
        }

        return Page();
    }
}
