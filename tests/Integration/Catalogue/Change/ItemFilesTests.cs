using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>Blank forms and samples come into an item with a change of it, and stay as they are in the versions that name them.</summary>
public sealed class ItemFilesTests
{
    private const string Own = "11511301008778490F4510107009000";
    private const string Material = "公共场所卫生许可申请表";
    private static readonly byte[] First = Pdf("1");
    private static readonly byte[] Second = Pdf("2");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.13", "02.03", "02.06")]
    public async Task An_uploaded_form_is_in_the_difference_at_once_and_public_with_its_version_for_good(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var content = KeepingStage.Content() with { Materials = [new() { Key = "m1", Name = Material, SourceCode = "10" }], Result = new() { Name = "公共场所卫生许可证", KindCode = "1" } };
        await stage.PublishAsync(Own, "公共场所卫生许可（新办）", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, content);
        var id = await stage.BeginAsync("editor2", Own);
        var address = $"/office/items/changes/{id}";
        using var editor = await stage.Host.BrowserAsync("editor2");
        using var anybody = stage.Host.Browser();
        Assert.Contains("还缺 3 个文件", (await editor.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);

        // What is no document, and what has no place, is refused with the place of the fault.
        Assert.Contains("不能上传这种文件", await RefusedAsync(editor, address, "blank:m1", "tool.exe", "MZ\u0090\0\u0003"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("请选择文件属于哪项材料", await RefusedAsync(editor, address, "blank:m9", "form.pdf", First), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemFile>().CountAsync(Ct)));

        await UploadAsync(editor, address, "blank:m1", "申请表.pdf", First);
        var replaced = (await ContentAsync(stage, id)).Materials[0].BlankForm;
        await UploadAsync(editor, address, "blank:m1", "申请表.pdf", Second);
        await UploadAsync(editor, address, "sample:m1", "样表.pdf", First);
        await UploadAsync(editor, address, "result", "许可证样本.pdf", First);
        var named = (await ContentAsync(stage, id)).Materials[0];
        var (blank, sample) = (Link(named.BlankForm), Link(named.Sample));
        Assert.NotEqual(replaced, named.BlankForm);
        var page = await editor.PageAsync(address);
        var difference = page.QuerySelector("section[aria-labelledby=difference]")!.TextContent;
        Assert.Contains("空表：" + UploadedSample.Shown(named.BlankForm), difference, StringComparison.Ordinal);
        Assert.Contains("许可证样本.pdf", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("还缺", page.Body!.TextContent, StringComparison.Ordinal);

        // Before it is published it is for those who see the change.
        Assert.Equal(Second, await editor.GetByteArrayAsync(blank, Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(blank, Ct)).StatusCode);
        using var stranger = await stage.Host.BrowserAsync("editor1");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(blank, Ct)).StatusCode);

        using (await editor.PostWithTokenOfAsync(address, address + "?handler=Remove", new() { ["slot"] = "sample:m1", ["Input.Revision"] = (await stage.ChangeAsync(id)).Revision.ToString(CultureInfo.InvariantCulture) }))
        {
            Assert.Equal("", (await ContentAsync(stage, id)).Materials[0].Sample);
        }

        await PublishAsync(stage, id);
        var guide = await anybody.PageAsync("/items/" + Own);
        Assert.Equal([blank.OriginalString], guide.QuerySelectorAll("#materials a[download]").Select(a => a.GetAttribute("href")));
        Assert.NotNull(guide.QuerySelector($"#result a[href='{Link((await ContentAsync(stage, id)).Result.Sample)}']"));
        Assert.Equal(Second, await anybody.GetByteArrayAsync(blank, Ct));
        foreach (var never in (Uri[])[Link(replaced), sample])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(never, Ct)).StatusCode);
        }

        // The next version has another file; what the one before names is still had, and cannot be deleted.
        var next = await stage.BeginAsync("editor2", Own);
        await UploadAsync(editor, $"/office/items/changes/{next}", "blank:m1", "申请表.pdf", First);
        await PublishAsync(stage, next);
        Assert.Equal(Second, await anybody.GetByteArrayAsync(blank, Ct));
        Assert.Equal(First, await anybody.GetByteArrayAsync(Link((await ContentAsync(stage, next)).Materials[0].BlankForm), Ct));
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => stage.Host.InDatabaseAsync(async db =>
        {
            db.RemoveRange(await db.Set<ItemFile>().ToListAsync(Ct));
            return await db.SaveAsync(Ct);
        }));
    }

    private static byte[] Pdf(string what) => Encoding.ASCII.GetBytes($"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%{what}\n%%EOF\n");

    private static Uri Link(string reference) => new("/samples/" + Uri.EscapeDataString(reference), UriKind.Relative);

    private static async Task<Zhengtong.Catalogue.Contracts.ItemContent> ContentAsync(KeepingStage stage, Guid id) =>
        Zhengtong.Catalogue.Contracts.ItemContent.FromJson((await stage.ChangeAsync(id)).Content);

    private static async Task PublishAsync(KeepingStage stage, Guid id)
    {
        Assert.True((await stage.WriteAsync("editor2", id, c => c)).Ok);
        var submitted = await stage.SubmitAsync("editor2", id);
        Assert.True(submitted.Ok, submitted.Ok ? "" : submitted.Problems[0].Message);
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
    }

    private static async Task UploadAsync(HttpClient browser, string address, string slot, string name, byte[] bytes)
    {
        using var answer = await PostAsync(browser, address, slot, name, bytes);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static async Task<string> RefusedAsync(HttpClient browser, string address, string slot, string name, byte[] bytes)
    {
        using var answer = await PostAsync(browser, address, slot, name, bytes);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string address, string slot, string name, byte[] bytes)
    {
        var form = (await browser.PageAsync(address)).QuerySelector("form[action$='handler=Upload']")!;
        string Value(string field) => form.QuerySelector($"input[name='{field}']")!.GetAttribute("value")!;
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Value("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent(Value("Input.Revision")), "Input.Revision" },
            { new StringContent(slot), "slot" },
            { new ByteArrayContent(bytes), "Document", name },
        };
        return await browser.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), content, Ct);
    }
}
