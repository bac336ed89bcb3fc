using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Extend;

/// <summary>
/// Extends the limit once, by ten working days at most (fifteen when departments handle jointly), approved by the head, the reason told to the
/// applicant. 行政许可法 art. 42.
/// </summary>
internal sealed class ExtendLimit(Database db, CaseFiles files)
{
    internal sealed record Command(Guid StepId, int Days, string Reason);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(command.StepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        var @case = file.Case;
        if (step.Kind != StepKind.Decide || !act.Actor.Has(Roles.Approver))
        {
            return Problem.Forbidden("cases.extend-by-head", "延长期限须由本机关负责人（决定人员）批准。");
        }

        var joint = file.Item.Content.Steps.Any(s => s.OrganisationId is { } other && other != @case.OrganisationId);
        var today = LegalDay.Of(act.At);
        var clock = file.Deadline(ClockKind.Statutory, today) is not null ? ClockKind.Statutory : ClockKind.Promised;
        if (file.Deadline(clock, today) is not { } state)
        {
            return Problem.Conflict("cases.no-limit", "这个事项没有规定办理期限，无需延长。");
        }

        var lawful = ExtensionRule.Check(state, file.Moves(clock), command.Days, command.Reason, joint, today);
        if (!lawful.Ok)
        {
            return Outcome<Guid>.Because(lawful.Problems);
        }

        @case.ExtendedAt = act.At;
        var notice = file.Notify(NoticeKinds.Extension, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["days"] = command.Days,
            ["reason"] = command.Reason,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        foreach (var extended in file.Running(today))
        {
            file.Clock(extended, ClockMoveKind.Extend, act.At, act, command.Days, NoticeKinds.Extension.Basis, command.Reason, notice.Id);
        }

        file.Reckon(today);
        step.DueOn = @case.DueOn ?? step.DueOn;
        file.Record(act, "extended", new CaseExtended(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, command.Days, @case.DueOn),
            new { command.Days, command.Reason, @case.DueOn, notice = notice.Number });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? @case.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
