using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Cases.CasePage;
using Zhengtong.Tests.Integration.Cases.Fees;

namespace Zhengtong.Tests.Integration.Cases;

/// <summary>What holds across departments, ends and regions: one platform, one intake, one standard.</summary>
public sealed class OnePlatformTests
{
    private const string FarRegion = "511603";

    [Theory, EachDatabase]
    [Requirement("03.04", "03.05", "03.31")]
    public async Task Online_and_window_applications_of_every_department_come_to_one_intake_under_one_standard(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var (market, approval) = (await PublishAsync(stage, DemoPeople.MarketOffice, DemoPeople.Region, "ONE-1"), await PublishAsync(stage, DemoPeople.ApprovalOffice, DemoPeople.Region, "ONE-2"));
        var online = await ApplyAsync(stage, approval, await stage.ActAsync("zhangsan"));
        var atWindow = await ApplyAsync(stage, market, (await stage.ActAsync("clerk1")) with { End = End.Window });
        var cases = (Guid[])[online, atWindow];

        // One queue for all: the region's window, whoever decides and wherever it came in.
        using var clerk = await stage.Host.BrowserAsync("clerk2");
        var list = await clerk.PageAsync("/desk");
        Assert.Equal(2, list.QuerySelectorAll("tbody tr").Length);
        var intakes = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => cases.Contains(s.CaseId)).Select(s => new { s.Key, s.Role, s.RegionCode, s.DueOn }).Distinct().ToListAsync());
        Assert.Equal((Roles.WindowClerk, DemoPeople.Region, new DateOnly(2026, 3, 9)), (Assert.Single(intakes).Role, intakes[0].RegionCode, intakes[0].DueOn));
        var clocks = await stage.Host.InDatabaseAsync(db => db.Set<ClockEntry>().Where(l => cases.Contains(l.CaseId)).Select(l => new { l.Clock, l.Move, l.Ground }).Distinct().ToListAsync());
        Assert.Equal((ClockKind.Acceptance, ClockMoveKind.Start), (Assert.Single(clocks).Clock, clocks[0].Move));
        var receipts = await stage.Host.InDatabaseAsync(db => db.Set<Notice>().Where(n => cases.Contains(n.CaseId) && n.Kind == NoticeKinds.Receipt.Key).Select(n => n.Elements).ToListAsync());
        Assert.Single(receipts.Select(r => string.Join(',', NoticeData.Of(r).Keys)).Distinct());
        Assert.Equal(2, receipts.Count);

        // Received at one place, handled where the power lies, and received and decided by different hands.
        foreach (var caseId in cases)
        {
            await stage.DoAsync<AcceptCase, AcceptCase.Accepted>("clerk2", async (a, act) => await a.HandleAsync(await stage.World.StepAsync(caseId, "intake"), "", act, default));
        }

        var reviews = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => cases.Contains(s.CaseId) && s.Key == "review").ToDictionaryAsync(s => s.CaseId, s => s.OrganisationId));
        Assert.Equal((approval.OrganisationId, market.OrganisationId), (reviews[online], reviews[atWindow]));
        var clerk2 = await stage.ActAsync("clerk2");
        foreach (var caseId in cases)
        {
            var step = await stage.World.StepAsync(caseId, "review");
            var refused = await stage.World.DoAsync<CompleteReview, Outcome<Guid>>(r => r.HandleAsync(new(step, true, "可以"), clerk2, default));
            Assert.Equal("cases.step-gone", refused.Problems[0].Code);
        }

        await DecideAsync(stage, atWindow, market);
        await DecideAsync(stage, online, approval);

        // And every department's result is issued at one desk.
        using var issuer = await stage.Host.BrowserAsync("issuer1");
        Assert.Equal(2, (await issuer.PageAsync("/desk/issue")).QuerySelectorAll("tbody tr").Length);
    }

    [Theory, EachDatabase]
    [Requirement("03.01")]
    public async Task Two_regions_share_one_entrance_and_each_works_its_own_queue(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var here = await PublishAsync(stage, DemoPeople.MarketOffice, DemoPeople.Region, "ONE-3");
        var there = await PublishAsync(stage, "前锋区市监局", FarRegion, "ONE-4");
        var applicant = await stage.ActAsync("zhangsan");
        var (near, far) = (await ApplyAsync(stage, here, applicant), await ApplyAsync(stage, there, applicant));
        var numbers = (Near: (await stage.CaseAsync(near)).Number, Far: (await stage.CaseAsync(far)).Number);

        using var browser = await stage.Host.BrowserAsync("zhangsan");
        var mine = (await browser.PageAsync("/my/cases")).Body!.TextContent;
        Assert.Contains(numbers.Near, mine, StringComparison.Ordinal);
        Assert.Contains(numbers.Far, mine, StringComparison.Ordinal);
        foreach (var guide in (string[])[here.Code, there.Code])
        {
            using var visitor = stage.Host.Browser();
            Assert.Equal(HttpStatusCode.OK, await visitor.StatusAsync($"/items/{guide}"));
        }

        using var clerk = await stage.Host.BrowserAsync("clerk1");
        var desk = (await clerk.PageAsync("/desk")).Body!.TextContent;
        Assert.Contains(numbers.Near, desk, StringComparison.Ordinal);
        Assert.DoesNotContain(numbers.Far, desk, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await clerk.StatusAsync($"/desk/cases/{await stage.World.StepAsync(far, "intake")}"));
        var farClerk = CaseWorld.Staff(1, "外区窗口", Roles.WindowClerk, there.OrganisationId, FarRegion);
        var queue = await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().PageAsync(farClerk.Post!, new WorkListFilter(), null, default));
        Assert.Equal(numbers.Far, Assert.Single(queue.Rows).Number);
        var accepted = await stage.World.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(async a => await a.HandleAsync(await stage.World.StepAsync(far, "intake"), "", stage.World.By(farClerk), default));
        Assert.True(accepted.Ok);
        Assert.Equal(CaseStatus.Received, (await stage.CaseAsync(near)).Status);
    }

    [Theory, EachDatabase]
    [Requirement("03.37", "03.26")]
    public async Task An_item_with_a_fee_is_done_from_application_to_result_without_leaving_the_chair(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync(delivery: "electronic");
        await stage.RaiseAsync(caseId);
        using var applicant = await stage.Window.SignInAsync("zhangsan");
        using var started = await applicant.SendAsync($"/my/cases/{caseId}/pay", "Start");
        var number = (await stage.OrderAsync(caseId)).Number;
        stage.Gateway.Pay(number);
        using var asked = await applicant.SendAsync($"/my/cases/{caseId}/pay", "Check");
        Assert.Contains("已经缴费", (await applicant.AfterAsync(asked)).Text(), StringComparison.Ordinal);
        await stage.Window.DecideAsync(caseId);

        var page = (await applicant.OpenAsync($"/my/cases/{caseId}")).Text();
        Assert.Contains("已网上送达", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await applicant.StatusAsync(NoticeEndpoints.Result(caseId)));
        var done = await stage.Window.CaseAsync(caseId);
        Assert.Equal((End.Pc, CaseStatus.Granted), (done.End, done.Status));
    }

    private static Task<PublishedItem> PublishAsync(OfficeStage stage, string organisation, string region, string code) => stage.Host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var now = stage.Host.Clock.GetUtcNow().UtcDateTime;
        var owner = await s.GetRequiredService<IOrganisations>().EnsureAsync(db, organisation, "", region, now, default);
        await db.SaveChangesAsync();
        var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest($"{region}-{code}", $"{organisation}的许可", owner.Id, owner.Name, region, "四川省广安市", CaseWorld.Content(), "测试"), Act.BySystem("测试", now), default);
        return await s.GetRequiredService<ICatalogue>().VersionAsync(done.Value, default);
    });

    private static Task<Guid> ApplyAsync(OfficeStage stage, PublishedItem item, Act act) => stage.Host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var party = (await stage.ActAsync("zhangsan")).Party;
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            PartyId = party.Id,
            PartyKind = PartyKind.Person,
            PartyName = party.Name,
            CreatedById = act.Actor.Id,
            WindowRegion = act.Actor.Kind == ActorKind.Staff ? item.RegionCode : null,
            ItemVersionId = item.VersionId,
            ItemCode = item.Code,
            ItemName = item.Name,
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

    private static async Task DecideAsync(OfficeStage stage, Guid caseId, PublishedItem item)
    {
        var reviewer = CaseWorld.Staff(21, "审查", Roles.Reviewer, item.OrganisationId);
        var approver = CaseWorld.Staff(22, "决定", Roles.Approver, item.OrganisationId);
        var review = await stage.World.StepAsync(caseId, "review");
        Assert.True((await stage.World.DoAsync<CompleteReview, Outcome<Guid>>(r => r.HandleAsync(new(review, true, "符合条件"), stage.World.By(reviewer), default))).Ok);
        var decide = await stage.World.StepAsync(caseId, "decide");
        Assert.True((await stage.World.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new(decide, true, ""), stage.World.By(approver), default))).Ok);
    }
}
