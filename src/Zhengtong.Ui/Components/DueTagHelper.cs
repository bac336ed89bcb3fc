using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Ui.Components;

/// <summary>A limit as a date and the working days left, with the card (黄牌, 红牌) in words, icon and colour.</summary>
[HtmlTargetElement("zt-due", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueTagHelper(TimeProvider clock) : TagHelper
{
    public DateOnly Date { get; set; }

    /// <summary>Working days left; negative when overdue. Null when the clock stands still.</summary>
    public int? Days { get; set; }

    public CardState CardState { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var (tone, icon) = CardState switch
        {
            CardState.Red => (Tone.Danger, "exclamation-circle-fill"),
            CardState.Yellow => (Tone.Warning, "exclamation-triangle-fill"),
            CardState.Paused => (Tone.Neutral, "pause-circle"),
            CardState.Done => (Tone.Done, "check-circle-fill"),
            _ => (Tone.Neutral, "clock"),
        };
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"zt-due zt-due--{tone.Css()}");
        output.Content.AppendHtml(Html.Icon(icon));
        if (CardState is CardState.Red or CardState.Yellow)
        {
            output.Content.AppendHtml(Html.Element("strong", null, CardState == CardState.Red ? "红牌" : "黄牌"));
        }

        var day = LegalDay.Today(clock).Year == Date.Year ? LegalDay.MonthDay(Date) : LegalDay.Date(Date);
        output.Content.AppendHtml(Html.Element("span", null, Html.Element("time", "zt-num", day).Attr("datetime", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), "前", Left()));
    }

    private string Left() => (CardState, Days) switch
    {
        (CardState.Paused, _) => "(计时已暂停)",
        (CardState.Done, _) => "(已按时办结)",
        (_, null) => "",
        (_, 0) => "(今天到期)",
        (_, < 0) => $"(已超期 {-Days} 个工作日)",
        _ => $"(还剩 {Days} 个工作日)",
    };
}

public enum CardState
{
    None,
    Yellow,
    Red,
    Paused,
    Done,
}
