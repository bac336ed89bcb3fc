using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Articles;

/// <summary>The administrator's list of notices.</summary>
[Authorize(Policies.Administrator)]
internal sealed class OfficeArticles(Database db) : PageModel
{
    private const int Most = 200;

    public IReadOnlyList<Article> Articles { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Articles = await db.Set<Article>().AsNoTracking().OrderByDescending(x => x.WrittenAt).ThenBy(x => x.Id).Take(Most).ToListAsync(ct);
}

/// <summary>Writes one notice; the preview is what the public sees.</summary>
[Authorize(Policies.Administrator)]
internal sealed class EditArticle(Database db, SaveArticle save, TimeProvider clock) : PageModel
{
    [BindProperty]
    public SaveArticle.Input Input { get; set; } = new();

    public Guid? Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid? id, CancellationToken ct)
    {
        Id = id;
        if (id is null)
        {
            return Page();
        }

        if (await db.Set<Article>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == id, ct) is not { } article)
        {
            return NotFound();
        }

        Input = new SaveArticle.Input { Title = article.Title, Body = article.Body, Pinned = article.Pinned, Published = article.IsPublished };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid? id, CancellationToken ct)
    {
        Id = id;
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var saved = await save.RunAsync(id, Input, HttpContext.Act(clock, "编辑公告"), ct);
        if (saved.Ok)
        {
            return RedirectToPage("/Zhengtong.Portal/Articles/OfficeArticles");
        }

        foreach (var problem in saved.Problems)
        {
            ModelState.AddModelError(problem.Field is null ? "" : "Input." + problem.Field, problem.Message);
        }

        return Page();
    }
}
