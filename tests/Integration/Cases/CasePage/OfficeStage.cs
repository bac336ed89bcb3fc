using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.CasePage;

/// <summary>The people of the demo and an item of their market office: what the pages of reviewers, approvers and supervisors are tried with.</summary>
internal sealed class OfficeStage : IAsyncDisposable
{
    private readonly PublishedItem _item;

    private OfficeStage(TestHost host, CaseWorld world, PublishedItem item) => (Host, World, _item) = (host, world, item);

    public TestHost Host { get; }

    public CaseWorld World { get; }

    public static async Task<OfficeStage> StartAsync(Engine engine, ItemContent? content = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var host = await SignInKit.StartDemoAsync(engine, adjust);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var item = await host.InScopeAsync(async s =>
        {
            await s.GetRequiredService<Templates>().EnsureSeededAsync(default);
            var market = await s.GetRequiredService<Database>().Set<Organisation>().SingleAsync(o => o.Name == DemoPeople.MarketOffice);
            var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
                new PublishRequest("511602-OFFICE-1", "食品经营许可（新办）", market.Id, market.Name, DemoPeople.Region, "四川省广安市广安区", content ?? CaseWorld.Content(), "测试"),
                Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime), default);
            return await s.GetRequiredService<ICatalogue>().VersionAsync(done.Value, default);
        });
        return new OfficeStage(host, world, item);
    }

    /// <summary>Applied for by the demo's zhangsan, online.</summary>
    public Task<Guid> ReceivedAsync() => Host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var act = await ActAsync("zhangsan");
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            PartyId = act.Actor.Id,
            PartyKind = PartyKind.Person,
            PartyName = act.Actor.Name,
            CreatedById = act.Actor.Id,
            ItemVersionId = _item.VersionId,
            ItemCode = _item.Code,
            ItemName = _item.Name,
            FormKey = "person-basic",
            FormVersion = "s1",
            Answers = StandardAnswers.Person,
            Materials = """[{"Key":"id-card","FileId":null,"FileName":"","Size":0,"Paper":true},{"Key":"site-plan","FileId":null,"FileName":"","Size":0,"Paper":true}]""",
            CreatedAt = act.At,
            SavedAt = act.At,
        };
        db.Add(draft);
        await db.SaveChangesAsync();
        var submitted = await s.GetRequiredService<SubmitApplication>().HandleAsync(draft.Id, act, default);
        Assert.True(submitted.Ok, submitted.Ok ? "" : submitted.Problems[0].Message);
        return submitted.Value.CaseId;
    });

    /// <summary>Received, and accepted by the window; it waits for review.</summary>
    public async Task<Guid> AcceptedAsync()
    {
        var caseId = await ReceivedAsync();
        await DoAsync<AcceptCase, AcceptCase.Accepted>("clerk1", async (a, act) => await a.HandleAsync(await World.StepAsync(caseId, "intake"), "", act, default));
        return caseId;
    }

    /// <summary>Reviewed too; it waits for the decision.</summary>
    public async Task<Guid> ReviewedAsync()
    {
        var caseId = await AcceptedAsync();
        await DoAsync<CompleteReview, Guid>("reviewer1", async (r, act) => await r.HandleAsync(new(await World.StepAsync(caseId, "review"), true, "符合条件"), act, default));
        return caseId;
    }

    public async Task<T> DoAsync<TAct, T>(string login, Func<TAct, Act, Task<Outcome<T>>> run, string reason = "")
        where TAct : notnull
    {
        var act = await ActAsync(login, reason);
        var done = await World.DoAsync<TAct, Outcome<T>>(a => run(a, act));
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Code);
    }

    public Task<Act> ActAsync(string login, string reason = "") => Host.InDatabaseAsync(async db =>
    {
        var at = Act.Micro(Host.Clock.GetUtcNow().UtcDateTime);
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login);
        if (account.PersonId is { } person)
        {
            return new Act(new Actor(person, (await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == person)).Name, ActorKind.Applicant), null, End.Pc, reason, at);
        }

        var post = await db.Set<StaffPost>().AsNoTracking().FirstAsync(p => p.StaffId == account.StaffId);
        var staff = await db.Set<StaffMember>().AsNoTracking().SingleAsync(p => p.Id == account.StaffId);
        return new Act(new Actor(staff.Id, staff.Name, ActorKind.Staff, new Post(post.Id, post.Role, post.OrganisationId, "", post.RegionCode)), null, End.Pc, reason, at);
    });

    public async Task<Case> CaseAsync(Guid caseId) => (Case)await World.CaseAsync(caseId);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
