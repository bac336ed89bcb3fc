using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.TwoPersons;

/// <summary>One administrator asks for a dangerous act; another answers it (<see cref="AnswerTwo"/>). Stages rows, saves with what the caller has staged.</summary>
internal sealed class AskTwo(Database db, IMessages messages)
{
    public const int LongestReason = 200;
    public const string List = "/office/two-persons";

    /// <param name="region">An administrator of it, or of one above, may answer.</param>
    /// <param name="payload">What is carried out.</param>
    public async Task<Outcome<Guid>> AskAsync(DangerousKind kind, Guid subjectId, string subjectName, string region, string what, object payload, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > LongestReason)
        {
            return Problem.Invalid("identity.reason-missing", $"这项操作须由另一名管理员复核。请写明原因（{LongestReason} 字以内）。", "Reason");
        }

        var told = await db.NearestAdministratorsAsync(region, [act.Actor.Id, subjectId], LegalDay.Of(act.At), ct);
        if (told.Count == 0)
        {
            return Problem.Conflict("identity.no-second", "这项操作须由另一名管理员复核，但本级和上级都没有其他管理员。请在服务器上用 first-admin 命令增设一名管理员后再办理。");
        }

        var asked = new DangerousAct
        {
            Id = act.NewId(), Kind = kind, SubjectId = subjectId, SubjectName = subjectName, What = what.Shortened(500), Payload = JsonSerializer.Serialize(payload), RegionCode = region,
            AskedById = act.Actor.Id, AskedByName = act.Actor.Name, AskedAt = act.At, Reason = act.Reason,
        };
        db.Add(asked);
        db.Record(asked, act, "dangerous-asked", new { kind = kind.ToString(), subject = subjectId });
        foreach (var staff in told)
        {
            messages.Send(db, new NewMessage(staff, "有操作请您复核", $"{act.Actor.Name}申请：{asked.What}。理由：{act.Reason}。请在 7 天内批准或退回。", $"two:{asked.Id:N}:{staff:N}", $"{List}/{asked.Id}"));
        }

        var saved = await db.SaveAsync(ct);
        return saved.Ok ? asked.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
