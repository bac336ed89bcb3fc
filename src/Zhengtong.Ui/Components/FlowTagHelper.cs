using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>
/// The flow picture of a guide (办理流程图): stages from left to right, parallel ones above each other. The picture is for the eye; the same stages
/// are an ordered list for screen readers, phones and print.
/// </summary>
[HtmlTargetElement("zt-flow", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FlowTagHelper : TagHelper
{
    private const int BoxWidth = 156;
    private const int BoxHeight = 64;
    private const int GapX = 44;
    private const int GapY = 20;
    private const int Margin = 4;
    private const int LetterWidth = 16;

    public IReadOnlyList<FlowStage> Stages { get; set; } = [];

    public string Label { get; set; } = "办理流程";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-flow");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.AppendHtml(Html.Element("div", "zt-flow__picture", Picture()).Attr("aria-hidden", "true"));
        output.Content.AppendHtml(Html.Element("ol", "zt-flow__list", Stages.Select(Item)));
    }

    private static TagBuilder Item(FlowStage stage) => Html.Element(
            "li",
            stage.Current ? "is-current" : null,
            stage.Parallel.Count == 0
                ? [Html.Element("strong", null, stage.Title), stage.Detail is null ? null : Html.Element("span", null, " " + stage.Detail)]
                : [Html.Element("strong", null, stage.Title.Length > 0 ? stage.Title : "同时进行"), Html.Element("ul", null, stage.Parallel.Select(Item))])
        .Attr("aria-current", stage.Current ? "step" : null);

    private TagBuilder Picture()
    {
        var rows = Math.Max(1, Stages.Select(s => Math.Max(1, s.Parallel.Count)).DefaultIfEmpty(1).Max());
        var height = (rows * BoxHeight) + ((rows - 1) * GapY) + (2 * Margin);
        var width = (Stages.Count * BoxWidth) + (Math.Max(0, Stages.Count - 1) * GapX) + (2 * Margin);
        var svg = Html.Element("svg", "zt-flow__svg").Attr("viewBox", $"0 0 {N(width)} {N(height)}").Attr("width", N(width)).Attr("height", N(height)).Attr("focusable", "false");
        for (var i = 0; i < Stages.Count; i++)
        {
            var here = Boxes(i, height);
            if (i > 0)
            {
                svg.With(Boxes(i - 1, height).SelectMany(from => here.Select(to => Arrow(from, to))));
            }

            svg.With(here.Select(Box));
        }

        return svg;
    }

    private List<Placed> Boxes(int column, int height)
    {
        var stage = Stages[column];
        IReadOnlyList<FlowStage> stack = stage.Parallel.Count > 0 ? stage.Parallel : [stage];
        var top = (height - (stack.Count * BoxHeight) - ((stack.Count - 1) * GapY)) / 2;
        return [.. stack.Select((s, row) => new Placed(s, Margin + (column * (BoxWidth + GapX)), top + (row * (BoxHeight + GapY))))];
    }

    private static TagBuilder Arrow(Placed from, Placed to)
    {
        var bend = to.X - (GapX / 2);
        return Html.Element(
            "g",
            "zt-flow__arrow",
            Html.Element("path").Attr("d", $"M{N(from.Right)} {N(from.Middle)}H{N(bend)}V{N(to.Middle)}H{N(to.X - 3)}"),
            Html.Element("path").Attr("d", $"M{N(to.X - 9)} {N(to.Middle - 6)}l7 6l-7 6"));
    }

    private static TagBuilder Box(Placed box)
    {
        var middle = box.X + (BoxWidth / 2);
        var one = box.Stage.Detail is null;
        return Html.Element(
            "g",
            box.Stage.Current ? "zt-flow__box is-current" : "zt-flow__box",
            Html.Element("rect").Attr("x", N(box.X)).Attr("y", N(box.Y)).Attr("width", N(BoxWidth)).Attr("height", N(BoxHeight)).Attr("rx", "8"),
            Text(box.Stage.Title, "zt-flow__title", middle, box.Y + (one ? 38 : 28), 16),
            one ? null : Text(box.Stage.Detail!, "zt-flow__detail", middle, box.Y + 50, 13));
    }

    /// <summary>A text longer than its box is squeezed into it, so that no stage loses its name.</summary>
    private static TagBuilder Text(string text, string css, int x, int y, int size)
    {
        var room = BoxWidth - LetterWidth;
        var needed = text.Sum(c => c > 255 ? size : size * 6 / 10);
        var tag = Html.Element("text", css, text).Attr("x", N(x)).Attr("y", N(y)).Attr("text-anchor", "middle");
        return needed > room ? tag.Attr("textLength", N(room)).Attr("lengthAdjust", "spacingAndGlyphs") : tag;
    }

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);

    private sealed record Placed(FlowStage Stage, int X, int Y)
    {
        public int Middle => Y + (BoxHeight / 2);

        public int Right => X + BoxWidth;
    }
}

/// <param name="Detail">Small line below the title, for example 2 个工作日.</param>
public sealed record FlowStage(string Title, string? Detail = null, bool Current = false)
{
    /// <summary>Stages that run at the same time in this place.</summary>
    public IReadOnlyList<FlowStage> Parallel { get; init; } = [];
}
