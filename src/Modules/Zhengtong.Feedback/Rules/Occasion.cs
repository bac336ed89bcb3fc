using Zhengtong.Cases.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Feedback.Rules;

/// <summary>What one rating is for: online a matter, at a window a visit (线上一事一评, 线下一次一评). No more and no less: 10.05.</summary>
/// <param name="Key">With the case's id unique among ratings.</param>
internal sealed record Occasion(string Key, string Name, Setting Setting)
{
    public static readonly Occasion Matter = new("matter", "这件事的办理", Setting.Online);
    public static readonly Occasion Intake = new("visit-intake", "到窗口提交申请", Setting.Onsite);
    public static readonly Occasion PickUp = new("visit-pickup", "到窗口领取结果", Setting.Onsite);

    /// <summary>What can be rated of a case as it stands. Handing in and fetching on one day is one visit.</summary>
    public static IReadOnlyList<Occasion> Of(CaseSummary @case)
    {
        if (@case.End != End.Window)
        {
            return @case.ClosedAt is null ? [] : [Matter];
        }

        return @case is { CollectedAtWindow: true, ClosedAt: { } closed } && LegalDay.Of(closed) != LegalDay.Of(@case.ReceivedAt) ? [Intake, PickUp] : [Intake];
    }
}
