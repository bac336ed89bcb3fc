using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Notices;

/// <summary>A notice as a page: to read on a phone, by a screen reader, or to print.</summary>
[Authorize(Policy = Policies.SignedInOrDelegate)]
internal sealed class NoticePreviewModel(NoticePdf notices, IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid CaseId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid NoticeId { get; set; }

    /// <summary>The page of this site that led here.</summary>
    public string Back => Uri.TryCreate(Request.Headers.Referer, UriKind.Absolute, out var from) && from.Authority == Request.Host.Value ? from.PathAndQuery : "/";

    public NoticePdf.Sheet Sheet { get; private set; } = null!;

    /// <summary>Encoded by the renderer.</summary>
    public string Paper { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var found = await notices.NoticeAsync(CaseId, NoticeId, User.Actor()!, User.Party(), Request.Site(configuration), ct);
        if (!found.TryGet(out var sheet))
        {
            return found.ToPage();
        }

        Sheet = sheet;
        Paper = notices.Html(sheet);
        return Page();
    }
}
