using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Catalogue.Ends;

/// <summary>What the tests of application ends do again and again.</summary>
internal static class EndStage
{
    public static readonly string Code = ExchangeStage.CodeOf(1);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static void Allow(WebApplicationBuilder builder, EndStandIn standIn) => builder.Configuration["Catalogue:EndHosts"] = standIn.Authority;

    public static Dictionary<string, string> Facts(string name, string address, Guid? organisation = null) => new()
    {
        ["Input.Name"] = name, ["Input.Kind"] = "Website", ["Input.PullAddress"] = address, ["Input.Contact"] = "王工 0826-1234567", ["Input.OrganisationId"] = organisation?.ToString() ?? "",
    };

    public static async Task<(Guid Id, string Key)> RegisterAsync(HttpClient browser, string name, string address = "", Guid? organisation = null)
    {
        using var answer = await browser.SubmitAsync("/office/ends/register", Facts(name, address, organisation));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
        return (Guid.Parse(page.QuerySelector("main code")!.TextContent), page.QuerySelector("[data-end-key]")!.TextContent);
    }

    /// <summary>What an end shows that took everything from the API, but for one element.</summary>
    public static async Task<string> ShownAsync(ExchangeStage stage, (string Key, string Text)? but = null)
    {
        using var platform = stage.Host.Browser();
        var item = JsonDocument.Parse(await platform.GetStringAsync(new Uri($"/api/items/{Code}", UriKind.Relative), Ct)).RootElement;
        var elements = item.GetProperty("elements").EnumerateArray().ToDictionary(e => e.GetProperty("key").GetString()!, e => e.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!).ToArray());
        if (but is var (key, text))
        {
            elements[key] = [text];
        }

        return JsonSerializer.Serialize(new { elements });
    }

    public static async Task<JsonElement> PostAsync(HttpClient platform, Guid id, string key, string json)
    {
        using var answer = await SendAsync(platform, id, key, json);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient platform, Guid id, string? key, string json, string? code = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/ends/{id}/items/{code ?? Code}", UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("X-End-Key", key);
        }

        return await platform.SendAsync(request, Ct);
    }

    public static Task CheckAsync(ExchangeStage stage) => stage.Host.InScopeAsync(s => s.GetRequiredService<CheckEnds>().RunAsync(Ct));

    /// <summary>An end that sends what it shows, with the item live on it.</summary>
    public static async Task<(Guid Id, string Key, string Page)> LiveAsync(ExchangeStage stage, HttpClient manager, HttpClient platform, string name)
    {
        await stage.PublishAsync(Code, "食品经营许可");
        using var editor = await stage.Host.BrowserAsync("editor1");
        var (id, key) = await RegisterAsync(editor, name);
        await PostAsync(platform, id, key, await ShownAsync(stage));
        var row = await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().Select(x => x.Id).SingleAsync(Ct));
        var page = $"/office/ends/{id}/items/{row}";
        using var live = await manager.SubmitAsync(page, [], "Live");
        Assert.Equal(HttpStatusCode.Redirect, live.StatusCode);
        return (id, key, page);
    }

    public static Task<List<Finding>> FindingsAsync(ExchangeStage stage) =>
        stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => f.Origin == FindingOrigin.SameSource).OrderBy(f => f.Place).ToListAsync(Ct));
}
