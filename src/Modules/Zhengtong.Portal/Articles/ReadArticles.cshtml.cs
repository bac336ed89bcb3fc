using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Articles;

/// <summary>All published notices.</summary>
[AllowAnonymous]
internal sealed class ReadArticles(Home.Notices notices) : PageModel
{
    public IReadOnlyList<Home.NoticeLine> Lines { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) => Lines = await notices.AllAsync(ct);
}

/// <summary>One published notice.</summary>
[AllowAnonymous]
internal sealed class ReadArticle(Database db) : PageModel
{
    public Article Article { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.PublishedAt != null, ct) is not { } article)
        {
            return NotFound();
        }

        Article = article;
        ViewData["Title"] = article.Title;
        return Page();
    }
}
