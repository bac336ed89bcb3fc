using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Halls.Assist;

/// <summary>What screens and messages call the parts of a request for assisted handling.</summary>
internal static class AssistWords
{
    public static IReadOnlyList<SelectListItem> Halves { get; } = [.. Enum.GetValues<HalfDay>().Select(h => new SelectListItem(h.Name(), h.ToString()))];

    public static string Name(this HalfDay half) => half switch
    {
        HalfDay.Morning => "上午",
        HalfDay.Afternoon => "下午",
        _ => "上午、下午都可以",
    };

    public static string Name(this AssistStatus status) => status switch
    {
        AssistStatus.Waiting => "待接办",
        AssistStatus.Accepted => "帮办中",
        AssistStatus.Done => "已办好",
        AssistStatus.Declined => "不能帮办",
        _ => "已撤回",
    };

    public static Tone Tone(this AssistStatus status) => status switch
    {
        AssistStatus.Waiting => Ui.Components.Tone.Warning,
        AssistStatus.Accepted => Ui.Components.Tone.Info,
        AssistStatus.Done => Ui.Components.Tone.Done,
        _ => Ui.Components.Tone.Neutral,
    };

    public static string When(this AssistRequest of) => $"{LegalDay.DateAndWeekday(of.PreferredOn)}，{of.PreferredHalf.Name()}";

    public static string Where(this AssistRequest of) => of.Place.Length > 0 ? of.Place : of.HallName;
}
