using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Articles;

/// <summary>Writes, rewrites, publishes or withdraws a notice, and leaves a trace of it.</summary>
internal sealed class SaveArticle(Database db, IMemoryCache cache)
{
    internal sealed record Input
    {
        [Required(ErrorMessage = "请填写标题")]
        [StringLength(120, ErrorMessage = "标题请控制在 120 字以内")]
        [Display(Name = "标题")]
        public string Title { get; init; } = "";

        [Required(ErrorMessage = "请填写正文")]
        [StringLength(20000, ErrorMessage = "正文请控制在 2 万字以内")]
        [Display(Name = "正文")]
        public string Body { get; init; } = "";

        [Display(Name = "置顶")]
        public bool Pinned { get; init; }

        /// <summary>Shown to the public from now on; unticked, it is withdrawn.</summary>
        [Display(Name = "向公众发布")]
        public bool Published { get; init; }
    }

    /// <param name="id">Null writes a new one.</param>
    public async Task<Outcome<Guid>> RunAsync(Guid? id, Input input, Act act, CancellationToken ct)
    {
        Article? article;
        var published = false;
        if (id is null)
        {
            article = Article.Write(input.Title, input.Body, input.Pinned, act);
            db.Add(article);
        }
        else
        {
            article = await db.Set<Article>().SingleOrDefaultAsync(x => x.Id == id, ct);
            if (article is null)
            {
                return Problem.NotFound("portal.no-article", "这条公告不存在，请返回列表查看。");
            }

            published = article.IsPublished;
            article.Rewrite(input.Title, input.Body, input.Pinned, act);
        }

        if (input.Published && !published)
        {
            article.Publish(act);
        }
        else if (!input.Published && published)
        {
            article.Withdraw();
        }

        var what = (published, input.Published) switch { (false, true) => "published", (true, false) => "withdrawn", _ => id is null ? "written" : "rewritten" };
        db.Record(article, act, what, new { article.Title, article.Body, article.Pinned });
        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            return Outcome<Guid>.Because(saved.Problems);
        }

        cache.Remove(Home.Notices.Key);
        return article.Id;
    }
}
