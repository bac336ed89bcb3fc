using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.MassChanges;

/// <summary>The steps of a mass change, as two people take them on its pages.</summary>
internal static class MassSteps
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static async Task<ImportRun> CheckAsync(ExchangeStage stage, HttpClient browser, byte[] bytes)
    {
        using var answer = await ExchangeStage.UploadAsync(browser, "/office/items/import", "sheet.xlsx", bytes);
        var path = ExchangeStage.Path(answer);
        var id = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        await stage.Host.Services.GetRequiredService<RunningSheets>().Work(id);
        return await stage.Host.InDatabaseAsync(db => db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == id, Ct));
    }

    public static async Task AskAsync(HttpClient browser, string address, Dictionary<string, string> fields)
    {
        using var asked = await browser.PostWithTokenOfAsync(address, address + "?handler=Ask", fields);
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
    }

    public static async Task ApproveAsync(HttpClient browser, string address)
    {
        using var approved = await PressAsync(browser, address, "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
    }

    /// <summary>Presses a button about the change that the page shows.</summary>
    public static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string address, string handler, string reason = "")
    {
        var change = (await browser.PageAsync(address)).QuerySelector("input[name=change]")!.GetAttribute("value")!;
        return await browser.PostWithTokenOfAsync(address, $"{address}?handler={handler}", new() { ["change"] = change, ["Answer"] = reason });
    }

    public static async Task RunAsync(ExchangeStage stage)
    {
        var done = await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(RunMassChanges.JobName, Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }
}
