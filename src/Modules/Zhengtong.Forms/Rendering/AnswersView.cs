using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Forms.Rendering;

internal static class AnswersView
{
    public static IHtmlContent Render(FormReading reading)
    {
        var content = new HtmlContentBuilder();
        foreach (var part in reading.Parts)
        {
            var section = Html.Tag("section", "zt-answers-section mb-4").With(Html.Tag("h3", "h5").Text(part.Title));
            if (part.Rows.Count == 0)
            {
                section.With(Html.Tag("p", "text-body-secondary").Text("未填写"));
            }

            foreach (var row in part.Rows)
            {
                section.With(row.Title is null ? null : Html.Tag("h4", "h6 mt-3").Text(row.Title), Lines(row));
            }

            content.AppendHtml(section);
        }

        return content;
    }

    private static TagBuilder Lines(FormReading.Row row)
    {
        var list = Html.Tag("dl", "row mb-0");
        foreach (var line in row.Lines)
        {
            list.With(Html.Tag("dt", "col-sm-4").Text(line.Label), line.Text.Length == 0
                ? Html.Tag("dd", "col-sm-8 text-body-secondary").Text("未填写")
                : Html.Tag("dd", "col-sm-8 zt-answer").Text(line.Text));
        }

        return list;
    }
}
