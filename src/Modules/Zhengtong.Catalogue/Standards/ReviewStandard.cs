using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The review of a standard by a technical committee (17.03): opened by a manager, opinions of the members while it runs, ended by its rule.</summary>
internal sealed class ReviewStandard(Database db, ResponsibleStaff persons, IOptions<StandardSettings> settings)
{
    private const int LongestDays = 90;
    private static readonly Problem NoSeat = Problem.Forbidden("catalogue.review-seat", "您不是这次评审的委员，或者已经离任，不能提出评审意见。");
    private static readonly Problem Over = Problem.Conflict("catalogue.review-over", "这次评审已经结束或过了截止日期，不能再提出或修改意见。");

    public async Task<Outcome> OpenAsync(Guid id, Guid committeeId, DateOnly? closesOn, Act act, CancellationToken ct)
    {
        if (await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } of)
        {
            return ProposeStandard.Unknown;
        }

        var today = LegalDay.Of(act.At);
        if (of.On(today) != StandardStatus.Drafting)
        {
            return ProposeStandard.NotNow;
        }

        if (act.SawOther(of.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        var problems = new List<Problem>();
        if (of.TextId is null)
        {
            problems.Add(Problem.Conflict("catalogue.review-no-text", "还没有标准文本，请提出人先上传送审稿（PDF）。"));
        }

        if (closesOn is not { } last || last < today || last.DayNumber - today.DayNumber > LongestDays)
        {
            problems.Add(Problem.Invalid("catalogue.review-day", $"请填写提出意见的截止日期，从今天起不超过 {LongestDays} 天。", "ClosesOn"));
        }

        var committee = await db.Set<TechnicalCommittee>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == committeeId && c.DissolvedAt == null && of.RegionCode.StartsWith(c.RegionCode), ct);
        var members = committee is null ? [] : await SeatedAsync(committee.Id, today, of, ct);
        if (committee is null || members.Count == 0)
        {
            problems.Add(Problem.Invalid("catalogue.review-committee", "请选择本省、市的技术委员会，其中要有任期内的委员。", "Committee"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        of.OpenReview(act);
        var review = new StandardReview
        {
            Id = Guid.CreateVersion7(act.At), StandardId = id, Round = of.Round, CommitteeId = committee!.Id, CommitteeName = committee.Name, OpenedAt = act.At, OpenedByName = act.Actor.Name,
            ClosesOn = closesOn!.Value, Seats = members.Count, Quorum = settings.Value.Quorum, Majority = settings.Value.Majority,
        };
        db.Add(review);
        db.AddRange(members.Select(m => new ReviewSeat { ReviewId = review.Id, StaffId = m.StaffId, Name = m.Name }));
        db.Record(of, act, "review-opened", new { committee = committee.Name, review.ClosesOn, review.Seats, review.Quorum, review.Majority, text = of.TextName });
        db.Publish(new StandardReviewOpened(id, review.Id, of.Title, review.ClosesOn, [.. members.Select(m => m.StaffId)]), act.At);
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>Once a member; said again it replaces what counts, and both stay written.</summary>
    public async Task<Outcome> SayAsync(Guid standardId, Vote? vote, string? text, Act act, CancellationToken ct)
    {
        if (await RunningAsync(standardId, ct) is not { } review)
        {
            return Over;
        }

        var (of, today) = (await db.Set<Standard>().SingleAsync(s => s.Id == standardId, ct), LegalDay.Of(act.At));
        if (!await VotesAsync(review, of, act.Actor.Id, today, ct))
        {
            return NoSeat;
        }

        if (today > review.ClosesOn)
        {
            return Over;
        }

        // The text of another round is another text.
        if (act.SawOther(review.Id))
        {
            return Database.ChangedMeanwhile;
        }

        var (said, problems) = ((text ?? "").Trim(), new List<Problem>());
        if (vote is not { } chosen || !Enum.IsDefined(chosen))
        {
            problems.Add(Problem.Invalid("catalogue.opinion-vote", "请选择赞成、不赞成或弃权。", "Vote"));
        }

        if (said.Length is 0 or > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.opinion-said", "请写明意见和理由，不超过 2000 个字。", "Opinion"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        var before = await db.Set<ReviewOpinion>().CountAsync(o => o.ReviewId == review.Id && o.StaffId == act.Actor.Id, ct);
        db.Add(new ReviewOpinion
        {
            Id = Guid.CreateVersion7(act.At), ReviewId = review.Id, StandardId = standardId, StaffId = act.Actor.Id, Name = act.Actor.Name,
            Sequence = before + 1, Vote = vote!.Value, Text = said, At = act.At,
        });
        review.Touch();
        db.Record(of, act, "opinion-given", new { vote = vote.Value.Name(), said, sequence = before + 1 });
        return await db.SaveAsync(ct);
    }

    /// <summary>By a manager once all have spoken or the last day is past.</summary>
    public async Task<Outcome> CloseAsync(Guid id, Act act, CancellationToken ct)
    {
        if (!await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).AnyAsync(s => s.Id == id, ct))
        {
            return ProposeStandard.Unknown;
        }

        if (await RunningAsync(id, ct) is not { } review)
        {
            return ProposeStandard.NotNow;
        }

        var spoken = await db.Set<ReviewOpinion>().Where(o => o.ReviewId == review.Id).Select(o => o.StaffId).Distinct().CountAsync(ct);
        return spoken < review.Seats && LegalDay.Of(act.At) <= review.ClosesOn
            ? Problem.Conflict("catalogue.review-running", "还有委员没有提出意见，请等全部提出或过了截止日期再汇总结论。")
            : await EndAsync(review, act, ct);
    }

    /// <summary>Counts the last word of each and follows the rule. Saves.</summary>
    public async Task<Outcome> EndAsync(StandardReview review, Act act, CancellationToken ct)
    {
        var of = await db.Set<Standard>().SingleAsync(s => s.Id == review.StandardId, ct);
        var opinions = await db.Set<ReviewOpinion>().AsNoTracking().Where(o => o.ReviewId == review.Id).ToListAsync(ct);
        var votes = opinions.Last().ToLookup(o => o.Vote);
        var (yes, no, abstained) = (votes[Vote.For].Count(), votes[Vote.Against].Count(), votes[Vote.Abstain].Count());
        var result = VoteRule.Of(review.Seats, yes, no, abstained, Share.Parse(review.Quorum), Share.Parse(review.Majority));
        review.Close(yes, no, abstained, result, act);
        if (result == ReviewResult.Passed)
        {
            of.PassReview(act.At);
        }
        else
        {
            of.Return("技术委员会评审" + result.Name(), act.At);
        }

        db.Record(of, act, "review-closed", new { review.Round, yes, no, abstained, review.Seats, result = result.Name() });
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct);
    }

    /// <summary>Whether somebody votes in the review now: he had a seat when it was opened and still sits, and did not draft what is reviewed. Who left still counts as a seat.</summary>
    public async Task<bool> VotesAsync(StandardReview review, Standard of, Guid staff, DateOnly day, CancellationToken ct) =>
        await db.Set<ReviewSeat>().AnyAsync(s => s.ReviewId == review.Id && s.StaffId == staff, ct)
        && (await SeatedAsync(review.CommitteeId, day, of, ct)).Exists(m => m.StaffId == staff);

    /// <summary>The members with a seat on the day. Who drafts a standard has no vote on it.</summary>
    private async Task<List<CommitteeMember>> SeatedAsync(Guid committeeId, DateOnly day, Standard of, CancellationToken ct)
    {
        var all = await db.Set<CommitteeMember>().AsNoTracking().Where(m => m.CommitteeId == committeeId && m.From <= day && m.To >= day).ToListAsync(ct);
        return [.. all.Where(m => m.SitsOn(day) && !of.WasWrittenBy(m.StaffId)).DistinctBy(m => m.StaffId)];
    }

    private Task<StandardReview?> RunningAsync(Guid standardId, CancellationToken ct) => db.Set<StandardReview>().SingleOrDefaultAsync(r => r.StandardId == standardId && r.ClosedAt == null, ct);
}

internal static class OpinionCount
{
    /// <summary>What each member said last.</summary>
    public static IEnumerable<ReviewOpinion> Last(this IEnumerable<ReviewOpinion> opinions) => opinions.GroupBy(o => o.StaffId).Select(g => g.MaxBy(o => o.Sequence)!);
}
