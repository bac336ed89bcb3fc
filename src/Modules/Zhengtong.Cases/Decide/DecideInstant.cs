using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Decide;

/// <summary>
/// An instant item (即办件) that came in by itself, online, is accepted and decided in one sitting and one save. It was received by the system, so that
/// receiving and deciding stay apart (03.09); what a window received goes the way of two hands.
/// </summary>
internal sealed class DecideInstant(Database db, IZoneAuthority zones, CaseFiles files, FeeGate fees)
{
    public static readonly Problem NeedsFeeFirst = Problem.Conflict("cases.fee-before-decision", "这个事项须先缴费再作决定，不能当场办结。请由窗口受理并开具缴费通知书。");

    public async Task<Outcome<Guid>> HandleAsync(DecideCase.Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.Approver } post)
        {
            return CaseFiles.StepGone;
        }

        var opened = await files.ForStepAsync(command.StepId, db.Set<CaseStep>().Waiting(post, zones.Powers), ct);
        if (!opened.TryGet(out var at) || at.Step.OrganisationId != at.File.Case.OrganisationId)
        {
            return CaseFiles.StepGone;
        }

        var (file, intake) = at;

        if (intake.TakenById is { } holder && holder != act.Actor.Id)
        {
            return CaseFiles.TakenBy(intake);
        }

        if (Refusal(file, command) is { } refusal)
        {
            return refusal;
        }

        var application = await db.Set<Application>().AsNoTracking().SingleAsync(x => x.CaseId == file.Case.Id, ct);
        var tolerated = await db.Set<CaseMaterial>().AnyAsync(x => x.CaseId == file.Case.Id && x.State == MaterialState.Tolerated && x.ReplacedAt == null, ct);
        if (command.Grant && tolerated)
        {
            return DecideCase.ToleratedOpen;
        }

        var fee = command.Grant ? await fees.ClosedAsync(file.Case.Id, file.Item, ct) : null;
        if (fee is not null && file.Item.Content.Fee.BeforeDecision)
        {
            return NeedsFeeFirst;
        }

        AcceptCase.Accept(file, intake, LegalDay.Of(act.At), byLapse: false, "即办件，当场受理", act);
        DecideCase.Decide(file, file.OpenSteps.Single(x => x.Kind == StepKind.Decide), command, application, act, feesClear: fee is null);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Whether a case can be decided in one sitting: an instant item with nothing between intake and decision, that no window received.</summary>
    public static bool Applies(Case @case, PublishedItem item) =>
        item.Content is { Instant: true, Filing: false }
        && @case is { ReceivedById: null, AcceptedAt: null, Open: true } && @case.End != End.Window
        && item.Content.Steps.Where(s => s.Kind != StepKind.Intake).MinBy(s => s.Stage) is { Kind: StepKind.Decide } next
        && item.Content.Steps.Count(s => s.Stage == next.Stage) == 1
        && (next.OrganisationId is null || next.OrganisationId == @case.OrganisationId);

    private static Problem? Refusal(CaseFile file, DecideCase.Command command) => !Applies(file.Case, file.Item)
        ? Problem.Conflict("cases.not-instant", "这件办件不能一次办结：只有网上提交、尚未受理的即办件可以当场受理并决定。")
        : !command.Grant && string.IsNullOrWhiteSpace(command.Reason)
            ? Problem.Invalid("cases.reason-missing", "不予许可的，必须写明理由。", "reason")
            : null;
}

internal static class InstantSteps
{
    /// <summary>The open intake steps of an approver's own organisation that came in online; a special zone sits in one with the authority for both acts (01.36).</summary>
    public static IQueryable<CaseStep> Waiting(this IQueryable<CaseStep> steps, Post approver, IQueryable<ZonePower> powers) => steps
        .Where(s => s.Role == Roles.WindowClerk && s.OrganisationId == approver.OrganisationId && s.CompletedAt == null && s.Kind == StepKind.Intake)
        .Where(s => s.ZoneItemId == null || (powers.Any(p => p.ItemId == s.ZoneItemId && p.MayAccept) && powers.Any(p => p.ItemId == s.ZoneItemId && p.MayDecide)));
}
