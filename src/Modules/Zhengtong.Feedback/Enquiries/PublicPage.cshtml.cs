using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Feedback.Model;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>咨询: answered questions of the visitor's region for everybody, found by words. One statement.</summary>
[AllowAnonymous]
internal sealed class PublicPageModel(EnquiryLists lists, VisitorRegion regions) : PageModel
{
    private const int LongestWords = 60;

    public RegionView Region { get; private set; } = RegionView.Nation;

    public string? Words { get; private set; }

    public EnquiryLists.Page<PublicAnswer> Shown { get; private set; } = new([], null);

    public string? Next { get; private set; }

    public async Task OnGetAsync(string? q, Guid? after, CancellationToken ct)
    {
        Region = await regions.ChosenAsync(HttpContext, ct);
        ViewData["RegionName"] = Region.Name;
        Words = q?.Trim() is { Length: > 0 } words ? words[..Math.Min(words.Length, LongestWords)] : null;
        Shown = await lists.PublishedAsync(Region.ServingCode, Words, after, ct);
        if (Shown.Next is { } next)
        {
            var query = new QueryBuilder { { "after", next } };
            if (Words is not null)
            {
                query.Add("q", Words);
            }

            Next = "/enquiries" + query;
        }
    }
}
