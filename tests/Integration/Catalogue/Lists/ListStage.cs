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

    /// <summary>Posts a file with the form of the page.</summary>
    public static async Task<string> UploadAsync(this HttpClient browser, string address, IEnumerable<Dictionary<string, object>> rows)
    {
        var token = (await browser.PageAsync(address)).QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var sheet = new MemoryStream();
        await sheet.SaveAsAsync(rows);
        using var content = new MultipartFormDataContent();
        using var text = new StringContent(token);
        using var file = new ByteArrayContent(sheet.ToArray());
        content.Add(text, "__RequestVerificationToken");
        content.Add(file, "Source", "清单.xlsx");
        using var answer = await browser.PostAsync(new Uri(address, UriKind.Relative), content);
        return await answer.Content.ReadAsStringAsync();
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
