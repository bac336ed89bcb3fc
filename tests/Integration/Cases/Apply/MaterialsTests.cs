using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Files;
using Zhengtong.TestKit;
using Xunit;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>What may be attached, by whom, and what is said when it may not.</summary>
public sealed class MaterialsTests
{
    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task Hostile_uploads_are_refused_at_their_material_and_nothing_is_kept(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        (byte[] Bytes, string Name)[] hostile =
        [
            (Encoding.ASCII.GetBytes("<!doctype html><script>alert(1)</script>"), "身份证.pdf"),
            (Encoding.ASCII.GetBytes("MZ\0 this program cannot be run in DOS mode"), "photo.jpg"),
            (Pdf, "..\\..\\evil.exe"),
            ([], "empty.pdf"),
            (new byte[(20 * 1024 * 1024) + 1], "big.pdf"),
        ];
        foreach (var (bytes, name) in hostile)
        {
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await (await UploadAsync(browser, draft, "id-card", bytes, name)).Content.ReadAsStringAsync());
            Assert.NotNull(page.QuerySelector("#files-id-card .zt-notice--danger"));
            Assert.NotNull(page.QuerySelector("[data-error-summary] a[href='#material-id-card']"));
        }

        Assert.Equal("[]", (await stage.DraftAsync(draft)).Materials);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<StoredFile>().CountAsync()));
    }

    [Theory, EachDatabase]
    [Requirement("03.10")]
    public async Task A_file_sent_by_script_answers_with_the_list_of_its_material_and_its_scan_state(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var html = await (await UploadAsync(browser, draft, "id-card", Pdf, "身份证<b>.pdf", byScript: true)).Content.ReadAsStringAsync();
        Assert.DoesNotContain("<html", html, StringComparison.Ordinal);
        Assert.Contains("未经病毒检查", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>.pdf", html, StringComparison.Ordinal);
        var given = JsonSerializer.Deserialize<List<DraftMaterial>>((await stage.DraftAsync(draft)).Materials)!.Single();

        var file = await browser.GetAsync(new Uri($"{draft}/files/{given.FileId}", UriKind.Relative));
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        await Good(browser.SubmitAsync(draft + "/materials", new() { ["Key"] = "id-card", ["fileId"] = given.FileId.ToString()! }, "Remove"));
        Assert.Equal("[]", (await stage.DraftAsync(draft)).Materials);
    }

    [Theory, EachDatabase]
    public async Task Files_sent_at_the_same_moment_are_all_kept_and_ten_are_the_most(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => UploadAsync(browser, draft, "id-card", Pdf, $"{i}.pdf")));
        for (var i = 3; i < AttachMaterial.MaxPerMaterial; i++)
        {
            await Good(UploadAsync(browser, draft, "id-card", Pdf, $"{i}.pdf"));
        }

        var refused = await (await UploadAsync(browser, draft, "id-card", Pdf, "11.pdf")).Content.ReadAsStringAsync();
        Assert.Contains("每项材料最多 10 个文件", refused, StringComparison.Ordinal);
        Assert.Equal(10, JsonSerializer.Deserialize<List<DraftMaterial>>((await stage.DraftAsync(draft)).Materials)!.Count);
    }

    [Theory, EachDatabase]
    [Requirement("12.24")]
    public async Task Neither_a_foreign_file_nor_the_paper_mark_is_for_an_applicant_at_home(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var owner = await stage.SignedInAsync("lisi");
        var theirs = await BeginAsync(owner);
        await FillPersonAsync(owner, theirs);
        await FillMaterialsAsync(owner, theirs);
        await SubmitAsync(owner, theirs);
        var file = await stage.Host.InDatabaseAsync(db => db.Set<StoredFile>().Select(f => f.Id).FirstAsync());

        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var reuse = await browser.PostWithTokenOfAsync(draft, draft + "/materials?handler=Reuse", new() { ["Key"] = "id-card", ["fileId"] = file.ToString() });
        Assert.Equal(404, (int)reuse.StatusCode);
        Assert.Equal(404, (int)(await browser.GetAsync(new Uri($"{draft}/files/{file}", UriKind.Relative))).StatusCode);
        await browser.PostWithTokenOfAsync(draft, draft + "/materials?handler=Paper", new() { ["Key"] = "id-card" });
        Assert.Equal("[]", (await stage.DraftAsync(draft)).Materials);
    }
}
