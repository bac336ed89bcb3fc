using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Rate;

/// <summary>
/// Takes a rating from the party of a case: once a matter online, once a visit at a window (10.05). The rating and the sums of item and organisation are one save; two
/// ratings that meet on a sum try again, two of the same occasion cannot both stand.
/// </summary>
internal sealed class RateCase(Database db, ICaseDirectory cases)
{
    private const int LongestText = 500;
    private const int Tries = 20;

    public static readonly Problem Already = Problem.Conflict("feedback.rated-already", "这次服务您已经评价过了，每次服务只评价一次。谢谢您的评价。");

    /// <param name="Occasion">Key of <see cref="Rules.Occasion"/>.</param>
    /// <param name="Level">GB/T 39046 A.8: 1 非常满意 ... 5 非常不满意.</param>
    /// <param name="Indicators">Level by key; those not answered are left out.</param>
    internal sealed record Command(Guid CaseId, string Occasion, int Level, IReadOnlyDictionary<string, int> Indicators, string Text);

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant || await cases.FindAsync(command.CaseId, act.Actor, act.Party, ct) is not { } @case)
        {
            return Problem.NotFound("feedback.no-case", "没有找到这件办件。请从“我的办件”进入评价。");
        }

        if (Occasion.Of(@case).FirstOrDefault(o => o.Key == command.Occasion) is not { } occasion)
        {
            return Problem.Conflict("feedback.not-yet", "这件事还没有办结，办结后再请您评价。");
        }

        if (Refusal(command, occasion) is { } refusal)
        {
            return refusal;
        }

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await db.Set<Rating>().AnyAsync(r => r.CaseId == command.CaseId && r.Occasion == occasion.Key, ct))
            {
                return Already;
            }

            await CountAsync(TallyOf.Item, @case.ItemId, command.Level, ct);
            await CountAsync(TallyOf.Organisation, @case.OrganisationId, command.Level, ct);
            db.Add(RatingOf(command, @case, occasion, act));
            if ((await db.SaveAsync(ct)).Ok)
            {
                return Outcome.Done();
            }
        }

        return Problem.Conflict("feedback.busy", "现在评价的人很多，请稍后再提交一次。");
    }

    private async Task CountAsync(TallyOf of, Guid subject, int level, CancellationToken ct)
    {
        var tally = await db.Set<Tally>().SingleOrDefaultAsync(t => t.Of == of && t.SubjectId == subject, ct);
        if (tally is null)
        {
            tally = new Tally { Of = of, SubjectId = subject };
            db.Add(tally);
        }

        tally.Add(level);
    }

    private static Rating RatingOf(Command command, CaseSummary @case, Occasion occasion, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        CaseId = @case.Id,
        Occasion = occasion.Key,
        CaseNumber = @case.Number,
        ItemId = @case.ItemId,
        ItemName = @case.ItemName,
        OrganisationId = @case.OrganisationId,
        OrganisationName = @case.OrganisationName,
        RegionCode = @case.RegionCode,
        PartyId = act.Party.Id,
        RaterId = act.Actor.Id,
        RaterMasked = act.ActingFor?.Name ?? Mask.Name(act.Actor.Name),
        Setting = occasion.Setting,
        Channel = act.End,
        At = act.At,
        Level = command.Level,
        IndicatorVersion = IndicatorSet.Current.Version,
        Indicators = JsonSerializer.Serialize(command.Indicators),
        Text = command.Text.Trim(),
        CaseClosedAt = @case.ClosedAt,
    };

    private static Problem? Refusal(Command command, Occasion occasion)
    {
        if (!Levels.IsKnown(command.Level))
        {
            return Problem.Invalid("feedback.level-missing", "请选择您的总体评价。", "Level");
        }

        if (command.Indicators.FirstOrDefault(i => !Levels.IsKnown(i.Value) || IndicatorSet.Current.For(occasion.Setting).All(x => x.Key != i.Key)) is { Key: { } unknown })
        {
            return Problem.Invalid("feedback.indicator-unknown", "这一项评价无法识别，请刷新页面后重新选择。", $"Indicators[{unknown}]");
        }

        return command.Text.Trim().Length > LongestText ? Problem.Invalid("feedback.text-too-long", $"请把意见写在 {LongestText} 个字以内。", "Text") : null;
    }
}
