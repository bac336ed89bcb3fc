using System.Net;
using Microsoft.EntityFrameworkCore;
using MiniExcelLibs;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Track;

/// <summary>One's own lists as Excel sheets: what the page shows, nobody else's, bounded.</summary>
public sealed class ExportTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.32")]
    public async Task My_cases_are_exported_as_the_page_filters_them(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var closed = await stage.ClosedAsync("zhangsan");
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var open = await stage.ReceivedAsync("zhangsan");
        await stage.ReceivedAsync("lisi");
        using var browser = await stage.Host.BrowserAsync("zhangsan");

        Assert.NotNull((await browser.PageAsync("/my/cases?state=open")).QuerySelector("a[href='/my/cases/export?state=open']"));
        Assert.Equal([open.Number, closed.Number], (await RowsAsync(browser, "/my/cases/export")).Select(r => r["办件编号"]));
        Assert.Equal([open.Number], (await RowsAsync(browser, "/my/cases/export?state=open")).Select(r => r["办件编号"]));
        Assert.Equal(["没有符合条件的内容"], (await RowsAsync(browser, "/my/cases/export?q=没有这件")).Select(r => r["办件编号"]));
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync(new Uri("/my/cases/export", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task Messages_are_exported_without_their_texts_and_no_cell_is_a_formula(Engine engine)
    {
        await using var stage = await TrackStage.OpenAsync(engine);
        var @case = await stage.ReceivedAsync("zhangsan");
        await stage.AcceptAsync(@case);
        await stage.DecideAsync(@case);
        await stage.DispatchAsync();
        await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title.StartsWith("申请已受理")).ExecuteUpdateAsync(s => s.SetProperty(m => m.Title, "=HYPERLINK(\"http://evil\")"), Ct));
        var code = await stage.Host.InDatabaseAsync(db => db.Set<Zhengtong.Cases.Model.Delivery>().Where(d => d.CaseId == @case.Id).Select(d => d.PickupCode).SingleAsync(Ct));
        using var browser = await stage.Host.BrowserAsync("zhangsan");

        var rows = await RowsAsync(browser, "/my/messages/export");
        Assert.Contains(rows, r => (string)r["消息"] == "'=HYPERLINK(\"http://evil\")");
        Assert.All(rows, r => Assert.DoesNotContain(code, string.Concat(r.Values), StringComparison.Ordinal));
        Assert.Equal(rows.Count, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.PartyId == @case.ApplicantId, Ct)));
        using var other = await stage.Host.BrowserAsync("lisi");
        Assert.Equal("没有符合条件的内容", Assert.Single(await RowsAsync(other, "/my/messages/export"))["消息"]);
    }

    [Fact]
    public async Task A_sheet_ends_at_its_bound_and_says_so()
    {
        var read = 0;
        async IAsyncEnumerable<IReadOnlyList<string>> Endless()
        {
            await Task.CompletedTask;
            while (true)
            {
                yield return [$"第{++read}行"];
            }
        }

        var file = (Microsoft.AspNetCore.Http.HttpResults.FileStreamHttpResult)await ExcelSheet.FileAsync("长表", "行", ["列"], Endless(), Ct);
        await using var content = file.FileStream;
        var rows = (await content.QueryAsync(useHeaderRow: true, cancellationToken: Ct)).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal((ExcelSheet.MostRows + 1, ExcelSheet.MostRows + 1), (rows.Count, read));
        Assert.Contains($"一次最多导出 {ExcelSheet.MostRows} 行", (string)rows[^1]["列"], StringComparison.Ordinal);
    }

    internal static async Task<List<IDictionary<string, object>>> RowsAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Ct));
        using var content = new MemoryStream(await answer.Content.ReadAsByteArrayAsync(Ct));
        return [.. MiniExcel.Query(content, useHeaderRow: true).Cast<IDictionary<string, object>>()];
    }
}
