using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>A province, a city and a county with those who propose, review and publish standards; what the tests do again and again is done by the slices the pages call.</summary>
internal sealed class StandardsStage(ExchangeStage exchange) : IAsyncDisposable
{
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public TestHost Host => exchange.Host;

    public SqlCounter Sql => exchange.Sql;

    public ExchangeStage Exchange => exchange;

    public static async Task<StandardsStage> OpenAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null) => new(await ExchangeStage.OpenAsync(engine, adjust));

    /// <summary>Makes another expert of the province.</summary>
    public Task EmployAsync(string login) => Host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Zhengtong.Platform.Persistence.Database>();
        var now = Act.Micro(Host.Clock.GetUtcNow().UtcDateTime);
        var place = await db.Set<Organisation>().SingleAsync(o => o.Name == DemoPeople.ProvinceOffice, Ct);
        var member = StaffMember.Employ(login, place.Id, now);
        db.AddRange(
            member, Account.ForStaff(member.Id, login, new Sealed("", ""), now),
            new StaffPost { Id = Guid.CreateVersion7(), StaffId = member.Id, Role = Roles.StandardExpert, OrganisationId = place.Id, RegionCode = "51", From = new DateOnly(2026, 1, 1) });
        await db.SaveChangesAsync(Ct);
    });

    public async Task<T> DoAsync<TSlice, T>(string login, Func<TSlice, Act, Task<T>> run)
        where TSlice : notnull
    {
        var act = await ActAsync(login);
        return await Host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act));
    }

    /// <summary>As <see cref="DoAsync"/>, and it must be done.</summary>
    public async Task DoneAsync<TSlice>(string login, Func<TSlice, Act, Task<Outcome>> run)
        where TSlice : notnull
    {
        var done = await DoAsync(login, run);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    public async Task<Act> ActAsync(string login)
    {
        var actor = await Host.InDatabaseAsync(async db =>
        {
            var staff = await db.Set<Account>().Where(a => a.Login == login).Select(a => a.StaffId!.Value).SingleAsync(Ct);
            var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == staff, Ct);
            var post = await db.Set<StaffPost>().FirstAsync(p => p.StaffId == staff, Ct);
            var office = await db.Set<Organisation>().SingleAsync(o => o.Id == post.OrganisationId, Ct);
            return new Actor(staff, member.Name, ActorKind.Staff, new Post(post.Id, post.Role, office.Id, office.Name, post.RegionCode));
        });
        return new Act(actor, null, End.Pc, "", Act.Micro(Host.Clock.GetUtcNow().UtcDateTime));
    }

    public static StandardInput Project(string title, StandardLevel level = StandardLevel.Province, StandardDomain domain = StandardDomain.ServiceCentre, int year = 2026) =>
        new() { Title = title, Level = level, Domain = domain, Drafters = "四川省政务服务管理办公室", Year = year };

    public async Task<Guid> ProposeAsync(string login, StandardInput input, bool text = true, Guid? replaces = null)
    {
        using var pdf = new MemoryStream(Pdf);
        var document = text ? new ProposeStandard.Document(pdf, "送审稿.pdf") : null;
        return (await DoAsync<ProposeStandard, Outcome<Guid>>(login, (p, act) => p.HandleAsync(input, false, replaces, null, document, act, Ct))).Value;
    }

    public Task ApproveAsync(string login, Guid id, string document = "川标立〔2026〕1号") => DoneAsync<DecideProject>(login, (d, act) => d.ApproveAsync(id, document, act, Ct));

    /// <summary>A committee of the province with the experts of these logins.</summary>
    public async Task<Guid> CommitteeAsync(params string[] experts)
    {
        var id = (await DoAsync<KeepCommittee, Outcome<Guid>>("province1", (k, act) => k.FoundAsync(new() { Name = "四川省行政管理和服务标准化技术委员会", Document = "川标〔2026〕1号" }, act, Ct))).Value;
        foreach (var login in experts)
        {
            var staff = (await ActAsync(login)).Actor.Id;
            await DoneAsync<KeepCommittee>("province1", (k, act) => k.SeatAsync(id, new() { Staff = staff, Duty = MemberDuty.Member, From = new(2026, 1, 1), To = new(2030, 12, 31) }, act, Ct));
        }

        return id;
    }

    public Task ReviewAsync(Guid id, Guid committee, string login = "province2") => DoneAsync<ReviewStandard>(login, (r, act) => r.OpenAsync(id, committee, new DateOnly(2026, 3, 20), act, Ct));

    public Task<Outcome> SayAsync(string login, Guid id, Vote vote, string text = "同意") => DoAsync<ReviewStandard, Outcome>(login, (r, act) => r.SayAsync(id, vote, text, act, Ct));

    public Task<Outcome> PublishAsync(string login, Guid id, string number, DateOnly? inForce = null) =>
        DoAsync<PublishStandard, Outcome>(login, (p, act) => p.HandleAsync(id, new() { Number = number, IssuedOn = new(2026, 3, 2), InForceOn = inForce ?? new DateOnly(2026, 3, 2) }, act, Ct));

    /// <summary>Proposed by a manager of the province, approved, reviewed and published by the other.</summary>
    public async Task<Guid> PublishedAsync(string title, string number, Guid committee, DateOnly? inForce = null, StandardDomain domain = StandardDomain.ServiceCentre, Guid? replaces = null)
    {
        var id = await ProposeAsync("province1", Project(title, domain: domain), replaces: replaces);
        await ApproveAsync("province2", id);
        await ReviewAsync(id, committee);
        Assert.True((await SayAsync("expert1", id, Vote.For)).Ok);
        await DoneAsync<ReviewStandard>("province2", (r, act) => r.CloseAsync(id, act, Ct));
        var done = await PublishAsync("province2", id, number, inForce);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
        return id;
    }

    public Task<Standard> StandardAsync(Guid id) => Host.InDatabaseAsync(db => db.Set<Standard>().AsNoTracking().SingleAsync(s => s.Id == id, Ct));

    public async Task<StandardStatus> StatusAsync(Guid id) => (await StandardAsync(id)).On(Zhengtong.Platform.Calendar.LegalDay.Today(Host.Clock));

    public async Task RunAsync(string job)
    {
        var done = await Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(job, Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    /// <summary>Sends the form of a page with a text, as a browser does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string address, byte[]? text, params (string Name, string Value)[] fields)
    {
        var page = await browser.PageAsync(address);
        using var form = new MultipartFormDataContent { { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        if (text is not null)
        {
            form.Add(new ByteArrayContent(text), "Text", "送审稿.pdf");
        }

        return await browser.PostAsync(new Uri(address, UriKind.Relative), form, Ct);
    }

    public static string Path(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }

    public ValueTask DisposeAsync() => exchange.DisposeAsync();
}
