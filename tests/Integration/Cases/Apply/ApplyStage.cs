using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Xunit;

namespace Zhengtong.Tests.Integration.Cases.Apply;

/// <summary>A host with the demo's people, the calendar and one item to apply for, and the moves of somebody filling in its pages.</summary>
internal sealed class ApplyStage : IAsyncDisposable
{
    public const string Code = "511A0005200004-511602000000-000-115113016823646795-1-00";
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

    public static readonly ItemContent Content = CaseWorld.Content() with
    {
        Situations = [new("shop", "一般经营场所"), new("vending", "自动售货设备", "通过设备销售")],
        Commitment = new CommitmentTerms("承诺场所符合条件。", "平面图可以用承诺代替。", "承诺不实的撤销决定。", "两个月内核查。"),
    };

    private ApplyStage(TestHost host) => (Host, World) = (host, new CaseWorld(host));

    public TestHost Host { get; }

    public CaseWorld World { get; }

    public SqlCounter Sql { get; private init; } = null!;

    public static async Task<ApplyStage> StartAsync(Engine engine, ItemContent? content = null)
    {
        var sql = new SqlCounter();
        var stage = new ApplyStage(await SignInKit.StartDemoAsync(engine, sql.Attach)) { Sql = sql };
        await stage.World.LoadCalendarAsync();
        await stage.World.PublishAsync(Code, content ?? Content);
        return stage;
    }

    public Task<HttpClient> SignedInAsync(string login) => Host.BrowserAsync(login);

    /// <summary>Begins the application and returns the address of its draft.</summary>
    public static async Task<string> BeginAsync(HttpClient browser, string mode = "Normal", string code = Code)
    {
        var answer = await browser.SubmitAsync($"/apply/{code}", new() { ["Situation"] = "shop", ["Mode"] = mode });
        Assert.Equal(302, (int)answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    /// <summary>Sends a question page as a browser does: everything that stands in it, and what is typed over it.</summary>
    public static async Task<HttpResponseMessage> FillAsync(HttpClient browser, string address, Dictionary<string, string> typed, IHtmlDocument? page = null)
    {
        page ??= await browser.PageAsync(address);
        using var content = new FormUrlEncodedContent(Controls(page, typed));
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    public static List<KeyValuePair<string, string>> Controls(IHtmlDocument page, Dictionary<string, string> typed)
    {
        var form = page.QuerySelector("form[data-autosave]")!;
        var fields = form.QuerySelectorAll("input, select, textarea").Where(e => e.Closest("template") is null && e.GetAttribute("name") is not null && !typed.ContainsKey(e.GetAttribute("name")!))
            .Where(e => e is not IHtmlInputElement { Type: "radio" or "checkbox" } box || box.IsChecked)
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }));
        return [.. fields, .. typed];
    }

    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string draft, string key, byte[] bytes, string name, bool byScript = false)
    {
        var page = await browser.PageAsync(draft + "/materials");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(key), "Key" },
        };
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Add(file, "files", name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(draft + "/materials?handler=Upload", UriKind.Relative)) { Content = content };
        if (byScript)
        {
            request.Headers.Add("X-Requested-With", "upload");
        }

        return await browser.SendAsync(request);
    }

    /// <summary>Fills in the basic form of a person: what the profile gave stays as it is.</summary>
    public static async Task FillPersonAsync(HttpClient browser, string draft)
    {
        await Good(FillAsync(browser, draft + "/form/applicant", []));
        await Good(FillAsync(browser, draft + "/form/contact", new() { ["a.contact.address"] = "广安区金安大道1号" }));
        await Good(FillAsync(browser, draft + "/form/matter", new() { ["a.matter.summary"] = "申请开办食品经营店。", ["a.matter.viaAgent"] = "no" }));
        await Good(FillAsync(browser, draft + "/form/promise", new() { ["a.promise.agreed"] = "yes" }));
    }

    public static async Task FillMaterialsAsync(HttpClient browser, string draft)
    {
        foreach (var key in (string[])["id-card", "site-plan"])
        {
            await Good(UploadAsync(browser, draft, key, Pdf, key + ".pdf"));
        }
    }

    public static async Task<Guid> SubmitAsync(HttpClient browser, string draft, Dictionary<string, string>? fields = null)
    {
        var answer = await browser.SubmitAsync(draft + "/check", fields ?? []);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.Headers.Location?.OriginalString.StartsWith("/apply/done/", StringComparison.Ordinal), page);
        return Guid.Parse(answer.Headers.Location!.OriginalString["/apply/done/".Length..]);
    }

    /// <summary>A saved page leads on; a page shown again says what is wrong.</summary>
    public static async Task Good(Task<HttpResponseMessage> sent)
    {
        var answer = await sent;
        Assert.True((int)answer.StatusCode == 302, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public static async Task ActForCompanyAsync(ApplyStage stage, HttpClient browser)
    {
        var company = await stage.Host.InDatabaseAsync(db => db.Set<Company>().Where(c => c.Name.StartsWith("广安演示餐饮")).Select(c => c.Id).SingleAsync());
        await Good(browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.ToString() }));
    }

    public Task<Draft> DraftAsync(string address)
    {
        var id = Guid.Parse(address["/apply/draft/".Length..]);
        return Host.InDatabaseAsync(db => db.Set<Draft>().AsNoTracking().SingleAsync(d => d.Id == id));
    }

    public Task<Case> CaseAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == id));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
