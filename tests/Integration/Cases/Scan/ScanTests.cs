using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SkiaSharp;
using UglyToad.PdfPig;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Scan;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using static Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;
using ApplyStage = Zhengtong.Tests.Integration.Cases.Apply.ApplyStage;

namespace Zhengtong.Tests.Integration.Cases.Scan;

/// <summary>纸质扫描上传: paper pages become one electronic material.</summary>
[Requirement("03.25")]
public sealed class ScanTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Photographed_pages_are_ordered_and_put_together_into_one_pdf(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var scan = draft + "/scan/site-plan";
        Assert.NotNull((await browser.PageAsync(draft + "/materials")).QuerySelector($"a[href='{scan}']"));

        // A wide page, a narrow one that belongs first, and one too many.
        await Good(AddAsync(browser, scan, ("宽.jpg", Picture(600, 300, SKEncodedImageFormat.Jpeg)), ("高.png", Picture(300, 600, SKEncodedImageFormat.Png)), ("多.png", Picture(50, 50, SKEncodedImageFormat.Png))));
        await Good(PressAsync(browser, scan, "Move", 1, up: true));
        await Good(PressAsync(browser, scan, "Remove", 2));
        var page = await browser.PageAsync(scan);
        Assert.Equal(["第 1 页：高.png", "第 2 页：宽.jpg"], page.QuerySelectorAll(".zt-filelist > li > a").Select(a => a.FirstChild!.TextContent));
        await Good(browser.SubmitAsync(scan, [], "Assemble"));
        var twice = await browser.PostWithTokenOfAsync(draft + "/materials", scan + "?handler=Assemble", []);
        Assert.Contains("还没有添加页面", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var given = Assert.Single(JsonSerializer.Deserialize<List<DraftMaterial>>((await stage.DraftAsync(draft)).Materials)!);
        Assert.Equal(("site-plan", "经营场所平面图（扫描件）.pdf"), (given.Key, given.FileName));
        using var pdf = PdfDocument.Open(await browser.GetByteArrayAsync(new Uri($"{draft}/files/{given.FileId}", UriKind.Relative), Ct));
        Assert.Equal([(595, 842), (842, 595)], pdf.GetPages().Select(p => ((int)Math.Round(p.Width), (int)Math.Round(p.Height))));
        Assert.All(pdf.GetPages(), p => Assert.Single(p.GetImages()));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ScanPage>().CountAsync(Ct)));

        await Good(UploadAsync(browser, draft, "id-card", Pdf, "id.pdf"));
        await FillPersonAsync(browser, draft);
        var id = await SubmitAsync(browser, draft);
        Assert.Equal(MaterialState.Given, await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().Where(m => m.CaseId == id && m.Key == "site-plan").Select(m => m.State).SingleAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task Only_readable_pictures_make_pages_and_only_of_ones_own_draft(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var scan = draft + "/scan/site-plan";
        Assert.Contains("不能上传这种文件", await (await AddAsync(browser, scan, ("文档.pdf", Pdf))).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri(draft + "/scan/nothing", UriKind.Relative), Ct)).StatusCode);

        // Its head says a picture, its body is none.
        var broken = Picture(40, 40, SKEncodedImageFormat.Png)[..60];
        await Good(AddAsync(browser, scan, ("坏.png", broken)));
        Assert.Contains("第 1 页无法打开", await (await browser.SubmitAsync(scan, [], "Assemble")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("[]", (await stage.DraftAsync(draft)).Materials);

        var stranger = await stage.SignedInAsync("lisi");
        var own = await BeginAsync(stranger);
        var sheet = await stage.Host.InDatabaseAsync(db => db.Set<ScanPage>().AsNoTracking().SingleAsync(Ct));
        foreach (var path in (string[])[scan, $"{draft}/pages/{sheet.Id}", $"{own}/pages/{sheet.Id}"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostWithTokenOfAsync(own + "/materials", scan + "?handler=Remove", new() { ["sheet"] = sheet.Id.ToString() })).StatusCode);
        await Good(stranger.PostWithTokenOfAsync(own + "/materials", own + "/scan/site-plan?handler=Remove", new() { ["sheet"] = sheet.Id.ToString() }));
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ScanPage>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    public async Task Putting_together_twice_at_once_makes_one_file(Engine engine)
    {
        await using var stage = await StartAsync(engine);
        var browser = await stage.SignedInAsync("zhangsan");
        var draft = await BeginAsync(browser);
        var scan = draft + "/scan/site-plan";
        await Good(AddAsync(browser, scan, ("一.png", Picture(80, 100, SKEncodedImageFormat.Png))));
        var (one, other) = (await browser.FillInAsync(scan, [], "Assemble"), await browser.FillInAsync(scan, [], "Assemble"));
        await Task.WhenAll(one(), other());
        Assert.Single(JsonSerializer.Deserialize<List<DraftMaterial>>((await stage.DraftAsync(draft)).Materials)!);
    }

    [Fact]
    public async Task A_photo_taken_sideways_stands_upright_and_leaves_its_place_behind()
    {
        // The smallest EXIF block there is: one entry, orientation 6 (turn right), before the picture.
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*\0\0\0\x08"u8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        var jpeg = Picture(400, 200, SKEncodedImageFormat.Jpeg);
        using var pdf = new ScanPdf("扫描件", new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc));
        await using var picture = new MemoryStream([.. jpeg[..2], .. exif, .. jpeg[2..]]);
        Assert.True((await pdf.AddAsync(picture, Ct)).Ok);
        var bytes = pdf.ToBytes();
        using var read = PdfDocument.Open(bytes);
        var sheet = Assert.Single(read.GetPages());
        Assert.True(sheet.Height > sheet.Width);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("Exif"u8));
    }

    private static byte[] Picture(int width, int height, SKEncodedImageFormat format)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.White);
        using var ink = new SKPaint { Color = SKColors.Black };
        surface.Canvas.DrawRect(width / 4f, height / 4f, width / 2f, height / 2f, ink);
        using var image = surface.Snapshot();
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }

    private static async Task<HttpResponseMessage> AddAsync(HttpClient browser, string scan, params (string Name, byte[] Bytes)[] files)
    {
        var page = await browser.PageAsync(scan);
        using var content = new MultipartFormDataContent { { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (name, bytes) in files)
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(file, "files", name);
        }

        return await browser.PostAsync(new Uri(scan + "?handler=Add", UriKind.Relative), content, Ct);
    }

    private static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string scan, string handler, int row, bool up = false)
    {
        var page = await browser.PageAsync(scan);
        var sheet = page.QuerySelectorAll(".zt-filelist > li")[row].QuerySelector("input[name=sheet]")!.GetAttribute("value")!;
        return await browser.PostWithTokenOfAsync(scan, $"{scan}?handler={handler}", new() { ["sheet"] = sheet, ["up"] = up ? "true" : "false" });
    }
}
