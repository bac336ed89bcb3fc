using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.PreReview;

/// <summary>Asks a window to look at a draft before it is handed in, and takes the wish back. One open request a draft. 03.22.</summary>
internal sealed class AskPreReview(Database db, OpenDrafts drafts, WorkingCalendars calendars, Counters counters, PreReviewSettings settings)
{
    public static readonly Problem NotOffered = Problem.Forbidden("cases.pre-review-not-offered", "这个事项不提供网上预审。不影响办理，请直接提交申请。");
    public static readonly Problem AtWindow = Problem.Forbidden("cases.pre-review-at-window", "窗口代为填写的申请不用预审，请当面核对后直接提交。");

    /// <summary>Asking while one waits gives that one.</summary>
    public async Task<Outcome<Guid>> HandleAsync(Guid draftId, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        if (!found.TryGet(out var open))
        {
            return Outcome<Guid>.Because(found.Problems);
        }

        if (open.AtWindow || !PreReviewRule.Offered(open.Item.Content))
        {
            return open.AtWindow ? AtWindow : NotOffered;
        }

        if (await WaitingAsync(draftId, ct) is { } there)
        {
            return there;
        }

        var request = await NewAsync(open, act, ct);
        db.Add(request);
        db.Record(request, act, "asked", new { request.Number, request.ItemName, request.DueOn, draft = draftId, revision = open.Draft.Revision });

        // With the draft's revision, so that it is what was asked about, and that handing in at the same moment sees the request.
        open.Draft.PreReviewId = request.Id;
        open.Draft.Revision++;
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? request.Id : await WaitingAsync(draftId, ct) is { } other ? other : Drafts.ChangedElsewhere;
    }

    /// <summary>Withdrawing what has ended is no fault.</summary>
    public async Task<Outcome> WithdrawAsync(Guid draftId, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        if (await EndAsync(db, open.Draft, PreReviewEnding.Withdrawn, act, ct) is not { } trace)
        {
            return Outcome.Done();
        }

        db.Add(trace);
        return await db.SaveAsync(ct);
    }

    /// <summary>Ends the draft's open request, if it has one. A draft that never asked costs nothing.</summary>
    /// <returns>The line of its trace, to be saved with the rest.</returns>
    public static async Task<TraceEntry?> EndAsync(Database db, Draft draft, PreReviewEnding ending, Act act, CancellationToken ct) =>
        draft.PreReviewId is { } id && await db.Set<PreReviewRequest>().SingleAsync(p => p.Id == id, ct) is var request && request.End(ending, act.At)
            ? Trace.Next(request, act, ending.ToString().ToLowerInvariant(), "{}")
            : null;

    private Task<Guid?> WaitingAsync(Guid draftId, CancellationToken ct) =>
        db.Set<PreReviewRequest>().AsNoTracking().Where(p => p.DraftId == draftId && p.EndedAt == null).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct);

    private async Task<PreReviewRequest> NewAsync(OpenDraft open, Act act, CancellationToken ct)
    {
        var (item, draft, today) = (open.Item, open.Draft, LegalDay.Of(act.At));
        var serial = await counters.NextAsync($"pre-review-{item.RegionCode}-{today:yyyyMMdd}", ct);
        return new PreReviewRequest
        {
            Id = Guid.CreateVersion7(act.At),
            Number = "YS" + CaseNumber.Format(item.RegionCode, today, serial),
            DraftId = draft.Id,
            ItemVersionId = item.VersionId,
            ItemName = item.Name,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            RegionCode = item.RegionCode,
            PartyId = draft.PartyId,
            PartyKind = draft.PartyKind,
            PartyName = draft.PartyName,
            RequestedById = act.Actor.Id,
            RequestedAt = act.At,
            DueOn = (await calendars.CurrentAsync(ct)).AddWorkingDays(today, settings.AnswerWithinWorkingDays),
            Snapshot = PreReviewSnapshot.Of(open).ToJson(),
        };
    }
}
