using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// Tells the managers who may take the next step that an adjustment waits for them, those who asked for it what became of it, and the receivers what they have now and what
/// they must still fill in (01.32). The rows leave in the save of the act they tell of.
/// </summary>
internal sealed class TellAdjustment(Database db, IMessages messages, NearestManagers managers)
{
    private const int MostNamed = 3;

    /// <summary>To those whose turn the stage makes it.</summary>
    public async Task NextAsync(Model.PermissionAdjustment of, CancellationToken ct)
    {
        if (Words(of.Stage) is not var (title, what))
        {
            return;
        }

        List<Guid> but = of.Stage is AdjustmentStage.Linking or AdjustmentStage.Effecting ? [] : await ApplicantsAsync(of, ct);
        if (of is { Stage: AdjustmentStage.Approving, ReviewedById: { } reviewer })
        {
            but.Add(reviewer);
        }

        foreach (var staff in await managers.OfAsync(of.RegionCode, but, ct))
        {
            Send(of, "next", staff, title, $"{of.GiverName}的{of.Kind.Name()}申请（{of.AppliedByName}提出：{of.Power.Shortened()}）{what}");
        }
    }

    public async Task ApprovedAsync(Model.PermissionAdjustment of, CancellationToken ct)
    {
        await AskersAsync(of, "approved", "权限调整已批准", $"{Subject(of)}已由{of.ApprovedByName}批准，关联权责清单调整后生效。", ct);
        await NextAsync(of, ct);
    }

    public Task ReturnedAsync(Model.PermissionAdjustment of, CancellationToken ct) =>
        AskersAsync(of, "returned", "权限调整被退回", $"{Subject(of)}被退回，请修改后重新提出，或撤回。理由：{of.EndedWhy}", ct);

    /// <summary>The managers of the list's region, of what of a change that came to nothing they must mend themselves.</summary>
    /// <param name="entries">Changed since; empty: nothing could be put forward.</param>
    public async Task ToRestoreAsync(Model.PermissionAdjustment of, string region, string entries, CancellationToken ct)
    {
        var what = entries.Length > 0 ? $"这些条目之后又有改动，没有自动恢复：{entries}。" : "";
        foreach (var staff in await managers.OfAsync(region, [], ct))
        {
            Send(of, "restore", staff, "权责清单需要恢复",
                $"{Subject(of)}在权责清单公布后退回或撤回。{what}请核对权责清单的条目，由两位管理人员提交、审核公布；有正在审核的提交的，请先退回，核对后重新提交。理由：{of.EndedWhy}", "/office/lists/power/versions");
        }
    }

    public Task StoppedAsync(Model.PermissionAdjustment of, CancellationToken ct) =>
        AskersAsync(of, "stopped", "权限调整已终止", $"{Subject(of)}已终止，不再办理。原因：{of.EndedWhy}。需要时请在申请时间内另行提出。", ct);

    /// <param name="items">What went over or came back.</param>
    /// <param name="names">Of the items as they were applied for: the giver's, of a recall the receivers'.</param>
    public async Task InEffectAsync(Model.PermissionAdjustment of, IReadOnlyList<AdjustedItem> items, IReadOnlyDictionary<Guid, string> names, CancellationToken ct)
    {
        await AskersAsync(of, "in-effect", "权限调整已生效", $"{Subject(of)}已生效，涉及 {items.Count} 个事项。", ct);
        if (items.Any(i => i.ZoneKind != 0))
        {
            foreach (var staff in await managers.OfAsync(of.RegionCode, [], ct))
            {
                Send(of, "zones", staff, "特定区域授权事项清单待公布",
                    of.Kind == AdjustmentKind.Recall
                        ? $"{Subject(of)}已生效，条目已移出特定区域授权事项清单，请提交公布。收回的授权已停止。"
                        : $"{Subject(of)}已生效，条目已列入特定区域授权事项清单。请提交公布，由另一位管理人员审核；公布前，受理和决定由授出单位办理。",
                    "/office/lists/zones/versions");
            }
        }

        foreach (var receiver in items.GroupBy(i => (i.ReceiverId, i.RegionCode)))
        {
            var codes = receiver.Select(i => i.Code).ToList();
            var first = receiver.Take(MostNamed).Select(i => $"“{names.GetValueOrDefault(i.GiverItemId) ?? names.GetValueOrDefault(i.ItemId, i.Code)}”");
            var named = string.Join('、', first) + (codes.Count > MostNamed ? $" 等 {codes.Count} 项" : "");
            var (title, body) = of.Kind == AdjustmentKind.Recall
                ? ("事项权限已收回", $"{of.GiverName}收回了{named}，你单位从现在起不再收件；正在办理的按原版本办完。")
                : ("承接了新的事项",
                    $"{of.GiverName}{of.Kind.Name()}的{named}已由你单位承接并公布。请马上在“事项变更”里补填：办理地点和办理时间、咨询电话、监督投诉电话；"
                    + "并核对办理环节是否都有人办。没有填写前，群众看不到到哪里办、怎么咨询。");
            foreach (var staff in await managers.KeepersAsync(receiver.Key.ReceiverId, receiver.Key.RegionCode, ct))
            {
                Send(of, "received", staff, title, body, codes.Count == 1 ? "/office/items/" + Uri.EscapeDataString(codes[0]) : "/office/items");
            }
        }
    }

    private static (string Title, string What)? Words(AdjustmentStage stage) => stage switch
    {
        AdjustmentStage.Assessing => ("权限调整待承接能力评估", "等待评估承接能力，请评估后填写结论、上传结论文件。"),
        AdjustmentStage.Reviewing => ("权限调整待合法性审查", "已通过承接能力评估，等待合法性审查。"),
        AdjustmentStage.Approving => ("权限调整待批准", "已通过合法性审查，请批准或退回。批准人不能是申请人或合法性审查人。"),
        AdjustmentStage.Linking => ("权限调整待关联权责清单", "已批准，请公布调整后的权责清单并关联，关联后才能生效。"),
        AdjustmentStage.Effecting => ("权限调整待生效", "已关联权责清单调整，可以生效。"),
        _ => null,
    };

    private async Task AskersAsync(Model.PermissionAdjustment of, string step, string title, string body, CancellationToken ct)
    {
        foreach (var staff in await ApplicantsAsync(of, ct))
        {
            Send(of, step, staff, title, body);
        }
    }

    private async Task<List<Guid>> ApplicantsAsync(Model.PermissionAdjustment of, CancellationToken ct) =>
        [.. (await db.Set<AdjustmentApplicant>().Where(a => a.AdjustmentId == of.Id).Select(a => a.StaffId).ToListAsync(ct)).Append(of.AppliedById).Distinct()];

    private void Send(Model.PermissionAdjustment of, string step, Guid staff, string title, string body, string? link = null) =>
        messages.Send(db, new NewMessage(staff, title, body, $"adjustment-{step}:{of.Id:N}:{of.Revision}:{staff:N}", link ?? $"/office/permissions/adjustments/{of.Id}"));

    private static string Subject(Model.PermissionAdjustment of) => $"{of.GiverName}的{of.Kind.Name()}申请（{of.Power.Shortened()}）";
}
