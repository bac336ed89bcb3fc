using System.Net;
using System.Text.Json;
using AngleSharp;
using AngleSharp.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Accept;

/// <summary>A county with the people of the demo, one item of its market office and a small form: what window, lead and issue desk are tried with.</summary>
internal sealed class WindowStage : IAsyncDisposable
{
    public const string FirstMaterial = "营业执照副本";
    public const string SecondMaterial = "经营场所照片";
    private const string Form = """
        { "key": "shop", "title": "开店申请表", "sections": [
          { "key": "shop", "title": "店铺", "fields": [
            { "key": "name", "label": "店名", "type": "text", "required": true },
            { "key": "phone", "label": "店铺电话", "type": "phone", "required": true } ] } ] }
        """;

    public static readonly ItemContent Food = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        StatutoryLimit = new TimeLimit(20),
        PromisedLimit = new TimeLimit(9),
        Materials =
        [
            new ItemMaterial { Key = "m1", Name = FirstMaterial, SourceCode = "20", CheckPoints = ["名称与申请表一致", "在有效期内"] },
            new ItemMaterial { Key = "m2", Name = SecondMaterial, SourceCode = "10" },
        ],
        Steps =
        [
            new("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk),
            new("review", "审查", StepKind.Review, 2, Roles.Reviewer, 5),
            new("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new("issue", "制证出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
        UncountedSteps = [new UncountedStep("现场核查", "《食品经营许可和备案管理办法》第十九条", 10, "")],
        Result = new ItemResult { Name = "食品经营许可证", Template = "licence", ValidMonths = 60 },
    };

    private readonly PublishedItem _item;
    private readonly PublishedForm _form;

    private WindowStage(TestHost host, PublishedItem item, PublishedForm form) => (Host, _item, _form) = (host, item, form);

    public TestHost Host { get; }

    public PublishedItem Item => _item;

    /// <summary>The next version of the item.</summary>
    public Task<Guid> PublishAsync(ItemContent content) => Host.InScopeAsync(async s => (await s.GetRequiredService<PublishItemVersion>().PublishAsync(
        new PublishRequest(Item.Code, Item.Name, Item.OrganisationId, Item.OrganisationName, Item.RegionCode, Item.RegionName, content, "test"),
        Act.BySystem("test", Host.Clock.GetUtcNow().UtcDateTime),
        default)).Value);

    public static async Task<WindowStage> StartAsync(Engine engine, ItemContent? content = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var host = await SignInKit.StartDemoAsync(engine, adjust);
        var act = Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime);
        var (item, form) = await host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            await s.GetRequiredService<Templates>().EnsureSeededAsync(default);
            var market = await db.Set<Organisation>().SingleAsync(o => o.Name == DemoPeople.MarketOffice);
            var published = await s.GetRequiredService<IFormCatalogue>().PublishAsync(FormDefinition.Parse(Form).Value, act, default);
            var version = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
                new PublishRequest("511A0005200004-511602000000-000-115113010087783353-1-00", "食品经营许可", market.Id, market.Name, DemoPeople.Region, "四川省广安市广安区", content ?? Food, "test"), act, default);
            Assert.True(version.Ok, version.Ok ? "" : version.Problems[0].Message);
            return (await s.GetRequiredService<ICatalogue>().VersionAsync(version.Value, default), published.Value);
        });
        return new WindowStage(host, item, form);
    }

    /// <summary>An application handed in online (or, with a clerk's login, at the window), with one file and one paper.</summary>
    public async Task<Guid> ApplyAsync(string login = "zhangsan", string delivery = "pickup", string? clerk = null, string shop = "小店", bool forCompany = false)
    {
        var (draft, act) = await DraftAsync(login, delivery, clerk, shop, forCompany);
        var submitted = await Host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, act, default));
        Assert.True(submitted.Ok, submitted.Ok ? "" : submitted.Problems[0].Message);
        return submitted.Value.CaseId;
    }

    /// <summary>The same, complete but not handed in: the draft and whose act handing it in is.</summary>
    public Task<(Guid Id, Act Act)> DraftAsync(string login = "zhangsan", string delivery = "pickup", string? clerk = null, string shop = "小店", bool forCompany = false) => Host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var account = await db.Set<Account>().SingleAsync(a => a.Login == login);
        var person = await db.Set<Person>().SingleAsync(p => p.Id == account.PersonId);
        var company = forCompany ? await db.Set<Company>().SingleAsync(c => db.Set<CompanyAgent>().Any(g => g.CompanyId == c.Id && g.PersonId == person.Id)) : null;
        var party = company is null ? new Party(person.Id, person.Name, PartyKind.Person) : new Party(company.Id, company.Name, PartyKind.Company);
        var act = clerk is null ? new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), company is null ? null : party, End.Pc, "", Now) : await ActAsync(clerk, end: End.Window);
        await using var png = new MemoryStream(Png());
        var file = await s.GetRequiredService<Uploads>().AcceptAsync(png, "执照.png", party.Id, UploadRules.Materials, act, default);
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            PartyId = party.Id,
            PartyKind = party.Kind,
            PartyName = party.Name,
            CreatedById = act.Actor.Id,
            WindowRegion = clerk is null ? null : DemoPeople.Region,
            ItemVersionId = _item.VersionId,
            ItemCode = _item.Code,
            ItemName = _item.Name,
            FormKey = _form.Definition.Key,
            FormVersion = _form.Version,
            Answers = JsonSerializer.Serialize(new { shop = new { name = shop, phone = "13812345678" } }),
            Materials = JsonSerializer.Serialize(new[] { new DraftMaterial("m1", file.Value.Id, file.Value.Name, file.Value.Size), new DraftMaterial("m2", null, "", 0, true) }),
            Delivery = delivery,
            DeliveryAddress = delivery == "courier" ? "四川省广安市广安区演示路 1 号" : "",
            CreatedAt = Now,
            SavedAt = Now,
        };
        db.Add(draft);
        await db.SaveChangesAsync();
        return (draft.Id, act);
    });

    /// <summary>On through review and decision by their acts, to the issue desk.</summary>
    public async Task DecideAsync(Guid caseId, bool grant = true)
    {
        var review = await StepAsync(caseId);
        await DoAsync<CompleteReview, Guid>(async (r, act) => await r.HandleAsync(new(review.Id, true, "符合条件"), act, default), "reviewer1");
        var decide = await StepAsync(caseId);
        await DoAsync<DecideCase, Guid>(async (d, act) => await d.HandleAsync(new(decide.Id, grant, "经营场所不符合条件"), act, default), "approver1");
    }

    public async Task<T> DoAsync<TSlice, T>(Func<TSlice, Act, Task<Outcome<T>>> run, string login, string reason = "")
        where TSlice : notnull
    {
        var act = await ActAsync(login, reason);
        var done = await Host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act));
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        return done.Value;
    }

    public Task<Act> ActAsync(string login, string reason = "", End end = End.Pc) => Host.InDatabaseAsync(async db =>
    {
        var account = await db.Set<Account>().SingleAsync(a => a.Login == login);
        if (account.PersonId is { } person)
        {
            return new Act(new Actor(person, (await db.Set<Person>().SingleAsync(p => p.Id == person)).Name, ActorKind.Applicant), null, end, reason, Now);
        }

        var post = await db.Set<StaffPost>().FirstAsync(p => p.StaffId == account.StaffId);
        var staff = await db.Set<StaffMember>().SingleAsync(p => p.Id == account.StaffId);
        return new Act(new Actor(staff.Id, staff.Name, ActorKind.Staff, new Post(post.Id, post.Role, post.OrganisationId, "", post.RegionCode)), null, end, reason, Now);
    });

    public Task<CaseStep> StepAsync(Guid caseId) => Host.InDatabaseAsync(db => db.Set<CaseStep>().AsNoTracking().SingleAsync(s => s.CaseId == caseId && s.CompletedAt == null));

    public Task<Case> CaseAsync(Guid caseId) => Host.InDatabaseAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == caseId));

    public async Task<HttpClient> SignInAsync(string login)
    {
        var token = await Host.InScopeAsync(async s =>
        {
            var account = await s.GetRequiredService<Database>().Set<Account>().SingleAsync(a => a.Login == login);
            return (await s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, "test"), End.Pc, "127.0.0.1", "test", default)).Value.Token;
        });
        var browser = Host.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"{SessionHandler.Cookie}={token}");
        return browser;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private DateTime Now => Act.Micro(Host.Clock.GetUtcNow().UtcDateTime);

    /// <summary>The smallest picture that an upload takes.</summary>
    public static byte[] Png()
    {
        var png = new byte[45];
        new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13 }.CopyTo(png, 0);
        "IHDR"u8.CopyTo(png.AsSpan(12));
        png[19] = png[23] = 10;
        "IEND"u8.CopyTo(png.AsSpan(37));
        return png;
    }
}

/// <summary>Reads pages and sends their forms as a browser does.</summary>
internal static class Pages
{
    public static async Task<IDocument> OpenAsync(this HttpClient browser, string path) => await ReadAsync(await browser.GetAsync(new Uri(path, UriKind.Relative)), HttpStatusCode.OK, path);

    /// <summary>Sends the page's form of that handler; the answer is not followed.</summary>
    public static async Task<HttpResponseMessage> SendAsync(this HttpClient browser, string path, string handler, params (string Name, string Value)[] fields)
    {
        var page = await browser.OpenAsync(path);
        var form = page.QuerySelectorAll("form[method=post]").First(f => handler.Length == 0 || f.GetAttribute("action")?.Contains("handler=" + handler, StringComparison.Ordinal) == true
            || f.QuerySelector($"[formaction*='handler={handler}']") is not null);
        var body = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var content = new FormUrlEncodedContent(body);
        return await browser.PostAsync(new Uri(path.Split('?')[0] + (handler.Length == 0 ? "" : "?handler=" + handler), UriKind.Relative), content);
    }

    /// <summary>The page after a form was sent: where it led, or the same page with its problems.</summary>
    public static async Task<IDocument> AfterAsync(this HttpClient browser, HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Redirect
        ? await browser.OpenAsync(answer.Headers.Location!.OriginalString)
        : await ReadAsync(answer, HttpStatusCode.OK, "form");

    public static string Text(this IDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<HttpStatusCode> StatusAsync(this HttpClient browser, string path) => (await browser.GetAsync(new Uri(path, UriKind.Relative))).StatusCode;

    private static async Task<IDocument> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected, string path)
    {
        var html = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{path}: {answer.StatusCode} {answer.Headers.Location} {html[..Math.Min(1500, html.Length)]}");
        return await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));
    }
}
