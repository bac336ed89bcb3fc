using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Articles;

/// <summary>The two notices a new installation starts with: what its data is and what its guides leave open.</summary>
internal static class FirstArticles
{
    private static readonly (string Title, string Body)[] Texts =
    [
        ("本站数据的来源与使用范围", """
            本站目前装载的是**公开资料**，用来演示和检验系统，不代替任何政府机关的正式发布。

            - 广安区的事项清单来自四川政务服务网公开页面（2025年4月）。
            - 各地办事指南逐条抄录自公开网页，每份指南的页尾写有来源和日期。
            - “全国”范围的指南由法律法规条文整理，只说明法律要求，不能在本站直接申请。

            办理真实业务，请以当地政务服务大厅和官方网站为准，或拨打 **12345**。
            """),
        ("指南中“默认配置”和“来源未提供”是什么意思", """
            公开页面往往没有写全一份指南的所有内容。本站的处理办法：

            - 来源没有写的，标明**来源未提供**，不凭空补写。
            - 办理必须用到、而来源没有写的（例如办理环节），按同类事项的通常做法补全，并标明**默认配置**，点开可以看说明。

            发现指南有误，请拨打 12345 告诉我们。
            """),
    ];

    /// <summary>Adds them once; a site that has any notice keeps what it has.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        if (await db.Set<Article>().AnyAsync(ct))
        {
            return 0;
        }

        var act = Act.BySystem("新站点的首批公告", clock.GetUtcNow().UtcDateTime);
        foreach (var (title, body) in Texts)
        {
            var article = Article.Write(title, body, pinned: false, act);
            article.Publish(act);
            db.Add(article);
            db.Record(article, act, "published", new { article.Title, article.Body, article.Pinned });
        }

        return (await db.SaveAsync(ct)).Ok ? 0 : 1;
    }
}
