using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Web;

namespace Zhengtong.TestKit;

/// <summary>The people of the demo in a test: made on demand, signed in through the page or straight by the product's own sign-in.</summary>
public static class SignInKit
{
    /// <summary>A host with the demo switched on and its people there.</summary>
    public static Task<TestHost> StartDemoAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null) => TestHost.StartAsync(engine, adjust, withPeople: true);

    /// <summary>Makes the people of the demo in a database, with its key in that file.</summary>
    internal static async Task MakePeopleAsync(string connection, string keyFile)
    {
        await using var app = ZhengtongHost.Build([], b =>
        {
            b.Configuration["Database:Connection"] = connection;
            b.Configuration["Protection:KeyFile"] = keyFile;
            b.Configuration["Demo:Enabled"] = "true";
            b.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning);
            b.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestHost.Monday));
        });
        await using var scope = app.Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<SeedDemoPeople>().RunAsync(CancellationToken.None);
        if (!made.Ok || made.Value == 0)
        {
            throw new InvalidOperationException("The people of the demo were not made.");
        }
    }

    /// <summary>The fast way: a browser with a real session of the demo login, opened by the product's sign-in class.</summary>
    /// <param name="strong">As if two factors had just been shown.</param>
    public static async Task<HttpClient> BrowserAsync(this TestHost host, string demoLogin, bool strong = false)
    {
        var token = await host.InScopeAsync(async s =>
        {
            var account = await s.GetRequiredService<Database>().Set<Account>().AsNoTracking().SingleAsync(x => x.Login == demoLogin);
            var opened = await s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, "test", strong ? AssuranceLevel.Checked : null), End.Pc, "", "test", CancellationToken.None);
            return opened.Value.Token;
        });
        return host.Browser(new Cookie("zt-session", token, "/", "localhost"));
    }

    /// <summary>The real way: the sign-in page, and the code page where one is asked for. Fails unless a session comes of it.</summary>
    public static async Task<HttpResponseMessage> SignInAsync(this TestHost host, HttpClient browser, string demoLogin, string? returnUrl = null)
    {
        var staff = DemoPeople.Staff.Any(s => s.Login == demoLogin);
        var answer = await browser.SubmitAsync(
            $"/account/sign-in?side={(staff ? "staff" : "applicant")}{(returnUrl is null ? "" : "&returnUrl=" + Uri.EscapeDataString(returnUrl))}",
            new() { ["Input.Login"] = demoLogin, ["Input.Password"] = DemoPeople.Password });
        if (answer.Headers.Location?.OriginalString == "/account/code")
        {
            var page = await browser.PageAsync("/account/code");
            answer = await browser.SubmitAsync("/account/code", new() { ["Code"] = page.QuerySelector("[data-demo-code]")!.TextContent });
        }

        return answer.StatusCode == HttpStatusCode.Redirect ? answer : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public static async Task<IHtmlDocument> PageAsync(this HttpClient browser, string address) =>
        new HtmlParser().ParseDocument(await browser.GetStringAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Opens a page, fills in a form of it (the first whose action has <paramref name="handler"/>) and posts it with its hidden fields, as a browser does.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string address, Dictionary<string, string> fields, string? handler = null) =>
        await (await browser.FillInAsync(address, fields, handler))();

    /// <summary>As <see cref="SubmitAsync"/>, but the button is left to be pressed: two windows may hold the same page open.</summary>
    public static async Task<Func<Task<HttpResponseMessage>>> FillInAsync(this HttpClient browser, string address, Dictionary<string, string> fields, string? handler = null)
    {
        var page = await browser.PageAsync(address);
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>()
            .First(f => f.Method == "post" && (handler is null || f.Action.Contains("handler=" + handler, StringComparison.Ordinal) || f.QuerySelector($"[formaction*='handler={handler}']") is not null));
        var posted = form.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>().ToDictionary(i => i.Name!, i => i.Value);
        foreach (var (name, value) in fields)
        {
            posted[name] = value;
        }

        var button = handler is null ? null : form.QuerySelector($"[formaction*='handler={handler}']")?.GetAttribute("formaction");
        var action = button ?? form.GetAttribute("action");
        return async () =>
        {
            using var content = new FormUrlEncodedContent(posted);
            return await browser.PostAsync(new Uri(string.IsNullOrEmpty(action) ? address : action, UriKind.Relative), content);
        };
    }

    /// <summary>Posts what no form of a page offers, with a form token taken from another page: what a forged or tampered request would be.</summary>
    public static async Task<HttpResponseMessage> PostWithTokenOfAsync(this HttpClient browser, string pageWithForm, string address, Dictionary<string, string> fields)
    {
        var page = await browser.PageAsync(pageWithForm);
        fields["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }
}
