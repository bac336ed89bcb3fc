using System.Globalization;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.Track;

/// <summary>Cases of the demo's people, moved on by the acts themselves, and looked at through the pages.</summary>
internal sealed class TrackStage(TestHost host, SqlCounter sql, PublishedItem item) : IAsyncDisposable
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public TestHost Host => host;

    public SqlCounter Sql => sql;

    public CaseWorld World { get; } = new(host);

    public static async Task<TrackStage> OpenAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null)
    {
        var sql = new SqlCounter();
        var host = await SignInKit.StartDemoAsync(engine, b =>
        {
            sql.Attach(b);
            adjust?.Invoke(b);
        });
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        return new TrackStage(host, sql, await world.PublishAsync("511A0005200004-511602000000-000-115113016823646795-1-00", CaseWorld.Content()));
    }

    public Task<Party> PersonAsync(string login) => host.InDatabaseAsync(async db =>
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login);
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == account.PersonId);
        return new Party(person.Id, person.Name, PartyKind.Person);
    });

    public Task<Party> CompanyAsync(string login)
    {
        var name = DemoPeople.Applicants.Single(a => a.Login == login).Company!;
        return host.InDatabaseAsync(async db => new Party((await db.Set<Company>().AsNoTracking().SingleAsync(c => c.Name == name)).Id, name, PartyKind.Company));
    }

    /// <summary>A case received online of the person, or of the company he acts for.</summary>
    public async Task<Case> ReceivedAsync(string login, bool forCompany = false, Mode mode = Mode.Normal, string delivery = DeliveryMethods.Pickup)
    {
        var person = await PersonAsync(login);
        var party = forCompany ? await CompanyAsync(login) : person;
        var act = new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), forCompany ? party : null, End.Pc, "", Now);
        return await SubmitAsync(DraftOf(party, person.Id, null, mode, delivery), act);
    }

    /// <summary>A case taken in at a window for the person.</summary>
    public async Task<Case> ReceivedAtWindowAsync(string login)
    {
        var party = await PersonAsync(login);
        return await SubmitAsync(DraftOf(party, CaseWorld.Clerk.Id, CaseWorld.Region, Mode.Normal, DeliveryMethods.Pickup), World.By(CaseWorld.Clerk));
    }

    public async Task AcceptAsync(Case @case)
    {
        var step = await World.StepAsync(@case.Id, "intake");
        Fine(await World.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(a => a.HandleAsync(step, "齐全", World.By(CaseWorld.Clerk), Ct)));
    }

    public async Task AskAsync(Case @case, params AskCorrection.Deficiency[] deficiencies)
    {
        var step = await World.StepAsync(@case.Id, "intake");
        Fine(await World.DoAsync<AskCorrection, Outcome<Guid>>(a => a.HandleAsync(step, deficiencies, World.By(CaseWorld.Clerk), Ct)));
    }

    public async Task DecideAsync(Case @case, bool grant = true)
    {
        var review = await World.StepAsync(@case.Id, "review");
        Fine(await World.DoAsync<CompleteReview, Outcome<Guid>>(a => a.HandleAsync(new(review, grant, "内部意见"), World.By(CaseWorld.Reviewer), Ct)));
        var decide = await World.StepAsync(@case.Id, "decide");
        Fine(await World.DoAsync<DecideCase, Outcome<Guid>>(a => a.HandleAsync(new(decide, grant, grant ? "" : "场所不符合要求"), World.By(CaseWorld.Approver), Ct)));
    }

    public async Task HandOverAsync(Case @case)
    {
        var step = await World.StepAsync(@case.Id, "issue");
        Fine(await World.DoAsync<DeliverResult, Outcome<Guid>>(a => a.HandOverAsync(new(step, "", true, "本人"), World.By(CaseWorld.Issuer), Ct)));
    }

    public async Task<Case> ClosedAsync(string login)
    {
        var @case = await ReceivedAsync(login);
        await AcceptAsync(@case);
        await DecideAsync(@case);
        await HandOverAsync(@case);
        return @case;
    }

    public Task<Case> ReadAsync(Guid id) => host.InDatabaseAsync(db => db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == id));

    /// <summary>Delivers all that is in the outbox.</summary>
    public async Task DispatchAsync()
    {
        var dispatcher = host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(Ct) > 0)
        {
        }
    }

    public async Task<HttpClient> ForCompanyAsync(string login)
    {
        var browser = await host.BrowserAsync(login);
        var company = await CompanyAsync(login);
        (await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.Id.ToString() })).Dispose();
        return browser;
    }

    /// <summary>Posts the form of a page with files, as a browser does.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(HttpClient browser, string address, Dictionary<string, string> fields, params (string Field, string Name, byte[] Content)[] files)
    {
        var page = await browser.PageAsync(address);
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.Method == "post");
        using var content = new MultipartFormDataContent();
        foreach (var input in form.QuerySelectorAll("input, textarea, select").Where(i => i.GetAttribute("type") != "file" && i.HasAttribute("name")))
        {
            var (name, value) = (input.GetAttribute("name")!, (input as IHtmlInputElement)?.Value ?? (input as IHtmlTextAreaElement)?.Value ?? (input as IHtmlSelectElement)?.Value ?? "");
            if (input is IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } || fields.ContainsKey(name))
            {
                continue;
            }

            content.Add(new StringContent(value), name);
        }

        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (field, name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), field, name);
        }

        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private DateTime Now => Act.Micro(host.Clock.GetUtcNow().UtcDateTime);

    private Draft DraftOf(Party party, Guid by, string? window, Mode mode, string delivery) => new()
    {
        Id = Guid.CreateVersion7(),
        PartyId = party.Id,
        PartyKind = party.Kind,
        PartyName = party.Name,
        CreatedById = by,
        WindowRegion = window,
        ItemVersionId = item.VersionId,
        ItemCode = item.Code,
        ItemName = item.Name,
        FormKey = "person-basic",
        FormVersion = "s1",
        Answers = StandardAnswers.Person,
        Mode = mode,
        Delivery = delivery,
        Materials = mode == Mode.Tolerance ? Paper("id-card") : Paper("id-card", "site-plan"),
        CreatedAt = Now,
        SavedAt = Now,
    };

    private static string Paper(params string[] keys) =>
        "[" + string.Join(',', keys.Select(k => string.Create(CultureInfo.InvariantCulture, $$"""{"Key":"{{k}}","FileId":null,"FileName":"","Size":0,"Paper":true}"""))) + "]";

    private async Task<Case> SubmitAsync(Draft draft, Act act)
    {
        Undertaking.Of(item, draft, JsonSerializer.Deserialize<List<DraftMaterial>>(draft.Materials)!)?.Sign(draft, act);
        await host.InDatabaseAsync(async db =>
        {
            db.Add(draft);
            return await db.SaveChangesAsync();
        });
        var made = await World.DoAsync<SubmitApplication, Outcome<SubmitApplication.Submitted>>(s => s.HandleAsync(draft.Id, act, Ct));
        return await ReadAsync(Fine(made).CaseId);
    }

    private static T Fine<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value : throw new InvalidOperationException(string.Join("; ", outcome.Problems.Select(p => $"{p.Code} {p.Field} {p.Message}")));
}
