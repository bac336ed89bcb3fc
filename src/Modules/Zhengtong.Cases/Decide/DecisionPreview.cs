using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Cases.Decide;

/// <summary>The document that a decision would issue, before it is made: the same elements in the template in force.</summary>
internal sealed class DecisionPreview(Templates templates, TemplateRenderer renderer, TimeProvider clock)
{
    private const string NotYet = "（作出决定时编号）";

    /// <returns>HTML, encoded by the renderer.</returns>
    public async Task<string> HtmlAsync(Case @case, PublishedItem item, bool grant, string reason, string trackUrl, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var kind = DecideCase.KindOf(item, grant);
        var template = await templates.GetActiveAsync(kind.Key, ct) ?? throw new InvalidOperationException($"No template {kind.Key}: templates are seeded at start.");
        var today = LegalDay.Of(now);
        var data = DecideCase.Elements(@case, grant, reason, grant ? DecideCase.ResultOf(@case, item, today) : null, today);
        data["noticeNumber"] = NotYet;
        data["basis"] = kind.Basis;
        data["trackUrl"] = trackUrl;
        return renderer.RenderHtml(template, data, new Issuing(@case.OrganisationName, NotYet, now));
    }
}
