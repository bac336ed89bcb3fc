using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.RoleAdmin;
using Zhengtong.Identity.Sessions;
using Zhengtong.Identity.StaffAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>
/// The second administrator approves, which carries the act out in the same save, or sends it back. Neither who asked nor who is concerned answers; and who asked must manage staff still, since
/// nobody's wish outlives his post (08.17).
/// </summary>
internal sealed class AnswerTwo(
    Database db, EditPosts posts, EditAccount accounts, EditStaff staff, SaveRole roles, SessionStore sessions, Attempts attempts, IMessages messages)
{
    private static readonly Problem Unknown = Problem.NotFound("identity.act-unknown", "没有找到这项复核申请，或不在您的管理范围内。");

    public async Task<Outcome> HandleAsync(Guid id, bool approve, string answer, Act act, CancellationToken ct)
    {
        var region = act.Actor.Post!.RegionCode;
        if (await db.Set<DangerousAct>().SingleOrDefaultAsync(a => a.Id == id && a.RegionCode.StartsWith(region), ct) is not { } asked)
        {
            return Unknown;
        }

        if (asked.AskedById == act.Actor.Id || (asked.SubjectId == act.Actor.Id && asked.Kind != DangerousKind.ExportStaff))
        {
            return Problem.Forbidden("identity.same-person", "须由申请人和当事人以外的另一名管理员复核。");
        }

        switch (asked.StatusAt(act.At))
        {
            case DangerousStatus.Lapsed:
                return Problem.Conflict("identity.act-lapsed", "这项申请已超过 7 天，不能再批准。需要办理的，请重新申请。");
            case not DangerousStatus.Waiting:
                return Problem.Conflict("identity.act-answered", "这项申请已经答复，请刷新页面查看。");
        }

        if ((answer.Length == 0 && !approve) || answer.Length > AskTwo.LongestReason)
        {
            return Problem.Invalid("identity.answer-missing", $"请写明退回的理由（{AskTwo.LongestReason} 字以内）。", "Answer");
        }

        var by = act with { Reason = approve ? $"{asked.AskedByName}申请、{act.Actor.Name}复核：{asked.Reason}" : answer };
        if (approve)
        {
            var today = LegalDay.Of(act.At);
            if (!await db.AdministratorPosts(today).AnyAsync(p => p.StaffId == asked.AskedById && asked.RegionCode.StartsWith(p.RegionCode), ct))
            {
                return Problem.Conflict("identity.asker-gone", $"{asked.AskedByName}已不是管理员，这项申请不能再执行，请退回。");
            }

            if (await CarryOutAsync(asked, by, ct) is { Ok: false } refused)
            {
                return refused;
            }

            asked.Approve(act.Actor.Id, act.Actor.Name, answer, act.At);
        }
        else
        {
            asked.Refuse(act.Actor.Id, act.Actor.Name, answer, act.At);
        }

        db.Record(asked, by, approve ? "dangerous-approved" : "dangerous-refused");
        Tell(asked, asked.AskedById, approve ? "复核申请已批准" : "复核申请被退回", approve ? $"{act.Actor.Name}已批准：{asked.What}。" : $"{act.Actor.Name}退回：{asked.What}。理由：{answer}");
        if (approve && asked.Kind is not (DangerousKind.PublishRole or DangerousKind.ExportStaff))
        {
            Tell(asked, asked.SubjectId, "您的岗位或账号有变更", $"{asked.What}，由{asked.AskedByName}申请、{act.Actor.Name}批准。");
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Ok && approve)
        {
            await AfterAsync(asked, ct);
        }

        return saved;
    }

    private async Task<Outcome> CarryOutAsync(DangerousAct asked, Act act, CancellationToken ct) => asked.Kind switch
    {
        DangerousKind.GivePost => await posts.StageAgreedAsync(asked.SubjectId, Read<EditPosts.Command>(asked), act, ct),
        DangerousKind.Unlock or DangerousKind.ResetSecondFactor => await accounts.StageAgreedAsync(asked.Kind, asked.SubjectId, act, ct),
        DangerousKind.ChangePhone => await staff.StageAgreedAsync(asked.SubjectId, Read<EditStaff.NewPhone>(asked), act, ct),
        DangerousKind.PublishRole => await roles.StageAgreedAsync(asked.SubjectId, Read<SaveRole.Published>(asked), act, ct),
        _ => Outcome.Done(),
    };

    private async Task AfterAsync(DangerousAct asked, CancellationToken ct)
    {
        if (asked.Kind == DangerousKind.PublishRole)
        {
            await roles.ForgetAsync(asked.SubjectId, ct);
            return;
        }

        await sessions.ForgetStaffAsync(db, [asked.SubjectId], ct);
        if (asked.Kind == DangerousKind.Unlock && await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(a => a.StaffId == asked.SubjectId, ct) is { } account)
        {
            await attempts.ForgetAsync(account.Kind + ":" + account.Login, ct);
        }
    }

    private static T Read<T>(DangerousAct asked) => JsonSerializer.Deserialize<T>(asked.Payload)!;

    private void Tell(DangerousAct asked, Guid staffId, string title, string body) =>
        messages.Send(db, new NewMessage(staffId, title, body, $"two-answer:{asked.Id:N}:{staffId:N}", staffId == asked.AskedById ? $"{AskTwo.List}/{asked.Id}" : "/office/messages"));
}
