using System.Net;
using Xunit;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Notices;

[Requirement("03.18")]
public sealed class TemplatePageTests
{
    [Theory, EachDatabase]
    public async Task An_administrator_previews_and_saves_a_new_version(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var admin = await stage.SignInAsync("admin1");
        var list = await admin.OpenAsync("/office/notices");
        const string Path = "/office/notices/acceptance";

        var preview = await admin.AfterAsync(await admin.SendAsync(Path, "Preview", ("title", "受理通知书"), ("body", "# 试一试\n{{applicant}}")));
        var wrong = await admin.AfterAsync(await admin.SendAsync(Path, "", ("title", "受理通知书"), ("body", "好\n{{nobody}}"), ("reason", "试")));
        var unreasoned = await admin.AfterAsync(await admin.SendAsync(Path, "", ("title", "受理通知书"), ("body", "# 试一试\n{{applicant}}")));
        var saved = await admin.AfterAsync(await admin.SendAsync(Path, "", ("title", "受理通知书"), ("body", "# 试一试\n{{applicant}}"), ("reason", "改得更明白")));

        Assert.Equal(21, list.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("〔申请人〕", preview.QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("第 2 行", wrong.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("{{nobody}}", wrong.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请写明为什么修改", unreasoned.Text(), StringComparison.Ordinal);
        Assert.Contains("已保存为第 2 版", saved.Text(), StringComparison.Ordinal);
        Assert.Contains("改得更明白", saved.Text(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await (await stage.SignInAsync("clerk1")).StatusAsync(Path));
        Assert.Equal(HttpStatusCode.NotFound, await admin.StatusAsync("/office/notices/nothing"));
    }
}
