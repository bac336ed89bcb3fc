using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Dynamic maintenance of published standards (17.04): amended, reviewed for validity (标准化法 article 29), abolished. One puts it forward, another confirms.</summary>
internal sealed class MaintainStandard(Database db, ResponsibleStaff persons)
{
    private const int LongestYears = 1;

    internal sealed class Command
    {
        public UpkeepKind? Kind { get; set; }

        public string? Text { get; set; }

        public DateOnly? On { get; set; }
    }

    public async Task<Outcome> ProposeAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        var of = await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (of is null || of.On(today) is not (StandardStatus.InForce or StandardStatus.Pending))
        {
            return of is null ? ProposeStandard.Unknown : ProposeStandard.NotNow;
        }

        var (text, problems) = ((command.Text ?? "").Trim(), new List<Problem>());
        if (command.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            problems.Add(Problem.Invalid("catalogue.upkeep-kind", "请选择维护的类别。", "Kind"));
        }
        else if (kind is UpkeepKind.Continue or UpkeepKind.Revise && !of.IsLocal)
        {
            problems.Add(Problem.Invalid("catalogue.upkeep-foreign", "国家、行业和团体标准由其制定机关复审，这里只登记修改单和废止。", "Kind"));
        }

        if (text.Length is 0 or > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.upkeep-text", "请写明依据、结论或修改的内容，不超过 2000 个字。", "Text"));
        }

        if (command.On is not { } on || on < of.IssuedOn || on > today.AddYears(LongestYears) || (command.Kind is UpkeepKind.Continue or UpkeepKind.Revise && on > today))
        {
            problems.Add(Problem.Invalid("catalogue.upkeep-day", "请填写日期：复审为作出结论的日期，不晚于今天；修改单和废止为生效日期，不超过一年以后。", "On"));
        }

        if (problems.Count == 0 && await db.Set<StandardUpkeep>().AnyAsync(u => u.StandardId == id && u.ConfirmedAt == null && u.RefusedAt == null, ct))
        {
            problems.Add(Problem.Conflict("catalogue.upkeep-open", "这项标准还有一项维护等待确认，请先办完。"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        db.Add(new StandardUpkeep
        {
            Id = Guid.CreateVersion7(act.At), StandardId = id, Kind = command.Kind!.Value, Text = text, On = command.On!.Value,
            ProposedAt = act.At, ProposedById = act.Actor.Id, ProposedByName = act.Actor.Name,
        });
        of.Touch();
        db.Record(of, act, "upkeep-proposed", new { kind = command.Kind.Value.Name(), text, command.On });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> ConfirmAsync(Guid id, Guid upkeepId, Act act, CancellationToken ct)
    {
        var (of, upkeep, refused) = await OpenAsync(id, upkeepId, act, ct);
        if (of is null || upkeep is null)
        {
            return refused!;
        }

        upkeep.Confirm(act);
        switch (upkeep.Kind)
        {
            case UpkeepKind.Continue:
                of.Continue(upkeep.On);
                break;
            case UpkeepKind.Revise:
                of.AskRevision(upkeep.On);
                break;
            case UpkeepKind.Abolish:
                of.Abolish(upkeep.On, upkeep.Text.Length <= 1000 ? upkeep.Text : upkeep.Text[..1000]);
                break;
            default:
                of.Touch();
                break;
        }

        db.Record(of, act, "upkeep-confirmed", new { kind = upkeep.Kind.Name(), upkeep.On });
        db.Publish(new StandardShown(id, []), act.At);
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> RefuseAsync(Guid id, Guid upkeepId, string? why, Act act, CancellationToken ct)
    {
        var (of, upkeep, refused) = await OpenAsync(id, upkeepId, act, ct);
        if (of is null || upkeep is null)
        {
            return refused!;
        }

        if (DecideProject.Reason(why) is not { } reason)
        {
            return Problem.Invalid("catalogue.upkeep-why", "请写明不同意的理由，不超过 1000 个字。", "why");
        }

        upkeep.Refuse(reason, act);
        of.Touch();
        db.Record(of, act, "upkeep-refused", new { kind = upkeep.Kind.Name(), reason });
        return await db.SaveAsync(ct);
    }

    private async Task<(Standard? Of, StandardUpkeep? Upkeep, Outcome? Refused)> OpenAsync(Guid id, Guid upkeepId, Act act, CancellationToken ct)
    {
        var of = await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct);
        var upkeep = of is null ? null : await db.Set<StandardUpkeep>().SingleOrDefaultAsync(u => u.Id == upkeepId && u.StandardId == id, ct);
        return upkeep is null ? (null, null, ProposeStandard.Unknown)
            : !upkeep.IsOpen ? (null, null, ProposeStandard.NotNow)
            : upkeep.ProposedById == act.Actor.Id ? (null, null, Problem.Forbidden("catalogue.upkeep-second-person", "维护须由提出人以外的事项管理人员确认，请交由另一位办理。"))
            : (of, upkeep, null);
    }
}
