using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Lists;

/// <summary>What the tests of the lists do again and again.</summary>
internal static class ListStage
{
    public const string Code = "511A0017200012-511602000000-000-115113016823646795-1-00";
    public const string Other = "511A0005200004-511602000000-000-115113016823646795-1-00";

    public static async Task<Guid> PublishAsync(this TestHost host, ItemContent content, string code = Code, string name = "娱乐场所设立审批") =>
        await host.PublishAsync(CatalogueStage.Request(code, name) with { Content = content });

    public static async Task<Guid> PublishAsync(this TestHost host, PublishRequest request)
    {
        var published = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), default));
        Assert.True(published.Ok, published.Ok ? "" : published.Problems[0].Message);
        await host.DispatchAsync();
        return published.Value;
    }

    public static async Task DispatchAsync(this TestHost host)
    {
        while (await host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(CancellationToken.None) > 0)
        {
        }
    }

    public static Task AddRegionsAsync(this TestHost host) => host.InDatabaseAsync(async db =>
    {
        db.AddRange(
            new Region { Code = "51", ParentCode = "", Name = "四川省", FullName = "四川省", Level = 1 },
            new Region { Code = "5116", ParentCode = "51", Name = "广安市", FullName = "四川省广安市", Level = 2 },
            new Region { Code = "511602", ParentCode = "5116", Name = "广安区", FullName = "四川省广安市广安区", Level = 3 });
        await db.SaveChangesAsync();
        return true;
    });

    public static async Task<string> TextAsync(this HttpClient browser, string address) => (await browser.PageAsync(address)).QuerySelector("main")!.TextContent;

    /// <summary>An item of the office of the county, by a code of 33 digits under the catalogue code of <see cref="AgreementStage"/>.</summary>
    public static PublishRequest Item(string sequence, string name = AgreementStage.Name, string region = "511602") => CatalogueStage.Request(AgreementStage.County + sequence, name) with { RegionCode = region };

    /// <summary>An entry of a basic catalogue.</summary>
    public static PublishRequest Basic(string catalogueCode, string region, string name) =>
        CatalogueStage.Request(Zhengtong.Catalogue.Model.Item.BasicCode(catalogueCode, region), name) with { Kind = ItemKind.Basic, RegionCode = region, RegionName = region };

    public static async Task<List<IDictionary<string, object>>> SheetAsync(this HttpClient browser, string address)
    {
        using var sheet = await browser.GetAsync(new Uri(address, UriKind.Relative));
        return MiniExcel.Query(new MemoryStream(await sheet.Content.ReadAsByteArrayAsync()), true).Cast<IDictionary<string, object>>().ToList();
    }

    /// <summary>Uploads a sheet of a list and waits for its check.</summary>
    /// <returns>The address of the run, where it may be written.</returns>
    public static async Task<string> CheckSheetAsync(this TestHost host, HttpClient browser, string list, IEnumerable<Dictionary<string, object>> rows)
    {
        var address = "/office/lists/" + list;
        var token = (await browser.PageAsync(address)).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var sheet = new MemoryStream();
        await sheet.SaveAsAsync(rows);
        using var content = new MultipartFormDataContent();
        using var text = new StringContent(token);
        using var file = new ByteArrayContent(sheet.ToArray());
        content.Add(text, "__RequestVerificationToken");
        content.Add(file, "Source", "清单.xlsx");
        using var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), content);
        return await host.FinishedAsync(answer);
    }

    /// <summary>Writes what was checked and waits for it.</summary>
    public static async Task<string> WriteSheetAsync(this TestHost host, HttpClient browser, string run, Dictionary<string, string>? fields = null)
    {
        using var answer = await browser.SubmitAsync(run, fields ?? []);
        return await host.FinishedAsync(answer);
    }

    private static async Task<string> FinishedAsync(this TestHost host, HttpResponseMessage answer)
    {
        var run = answer.Headers.Location?.OriginalString ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
        await host.Services.GetRequiredService<ListSheets>().Work(Guid.Parse(run[(run.LastIndexOf('/') + 1)..]));
        return run;
    }

    /// <summary>Adds an entry through the page and returns its address.</summary>
    public static async Task<string> AddEntryAsync(this HttpClient manager, string list, string number, string name, params (string Key, string Value)[] fields)
    {
        using var saved = await manager.SubmitAsync($"/office/lists/{list}/entries", Entry(number, name, fields));
        return saved.Headers.Location?.OriginalString ?? throw new InvalidOperationException(await saved.Content.ReadAsStringAsync());
    }

    public static async Task ChangeEntryAsync(this HttpClient manager, string entry, string number, string name, params (string Key, string Value)[] fields)
    {
        using var saved = await manager.SubmitAsync(entry, Entry(number, name, fields));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, saved.StatusCode);
    }

    private static Dictionary<string, string> Entry(string number, string name, (string Key, string Value)[] fields)
    {
        var posted = new Dictionary<string, string> { ["Input.Number"] = number, ["Input.Name"] = name, ["Input.Type"] = "01", ["Input.Organisation"] = "广安区行政审批局" };
        foreach (var (key, value) in fields)
        {
            posted[$"Input.Fields[{key}]"] = value;
        }

        return posted;
    }

    public static async Task MapAsync(this HttpClient manager, string entry, string code)
    {
        using var mapped = await manager.SubmitAsync(entry, new() { ["Code"] = code }, "Map");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, mapped.StatusCode);
    }

    public static async Task PublishListAsync(HttpClient first, HttpClient second, string list)
    {
        using var proposed = await first.SubmitAsync($"/office/lists/{list}/versions", new() { ["Note"] = "首次公布" });
        Assert.Equal(System.Net.HttpStatusCode.Redirect, proposed.StatusCode);
        using var approved = await second.SubmitAsync($"/office/lists/{list}/versions", [], "Approve");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, approved.StatusCode);
    }
}
