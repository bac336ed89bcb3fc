using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;

/// <summary>What a special zone may do with an item is what its published list says, and nothing else.</summary>
public sealed class ZoneTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.36", "01.37")]
    public async Task A_zone_accepts_and_decides_only_what_two_published_and_no_longer_when_the_list_says_otherwise(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        await stage.PutInEffectAsync(await stage.ApplyAsync(AdjustmentKind.Entrust, zone: ZoneKind.Development));
        var grant = await stage.GrantAsync();
        var entry = await stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().AsNoTracking().SingleAsync(e => e.List == RegisterLists.Zones, Ct));
        Assert.Equal((DemoPeople.Region, PowerStage.Town), (entry.RegionCode, entry.Organisation));
        Assert.Equal("受理和决定", EntryFacts.FieldsOf(entry.Fields)[RegisterLists.ZoneActs]);

        // Not published yet: the giver accepts and decides.
        var early = await ApplyAsync(stage, grant);
        Assert.Equal((grant.GiverId, DemoPeople.Region), await DoneByAsync(stage, early));
        Assert.Equal("cases.step-gone", (await AcceptAsync(stage, early)).Problems[0].Code);
        Assert.DoesNotContain("在这些特定区域也可以办理", await GuideAsync(stage, stage.Window.Item.Code), StringComparison.Ordinal);

        await stage.PublishAsync(RegisterLists.Zones);
        var guide = await GuideAsync(stage, stage.Window.Item.Code);
        Assert.Contains("在这些特定区域也可以办理", guide, StringComparison.Ordinal);
        Assert.Contains(PowerStage.Town + "（经济开发区）：受理和决定都在区内", guide, StringComparison.Ordinal);
        var full = await ApplyAsync(stage, grant);
        Assert.Equal((stage.Receiver.Id, PowerStage.TownRegion), await DoneByAsync(stage, full));
        var sheets = await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().FirstAsync(By(stage, Roles.WindowClerk).Actor.Post!, new WorkListFilter(), Ct));
        Assert.NotNull(sheets);
        Assert.True((await AcceptAsync(stage, full)).Ok);
        var half = await ApplyAsync(stage, grant);
        Assert.True((await AcceptAsync(stage, half)).Ok);
        Assert.True((await ReviewAsync(stage, full)).Ok);

        // The list is published anew: the zone may accept, no longer decide.
        await ChangeActsAsync(stage, entry, "受理");
        Assert.Equal((stage.Receiver.Id, PowerStage.TownRegion), await DoneByAsync(stage, full));
        await stage.PublishAsync(RegisterLists.Zones);
        Assert.Equal("cases.step-gone", (await ReviewAsync(stage, half)).Problems[0].Code);
        Assert.Equal("cases.step-gone", (await DecideAsync(stage, full, By(stage, Roles.Approver, "b"))).Problems[0].Code);
        Assert.Null(await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().FirstAsync(By(stage, Roles.Reviewer).Actor.Post!, new WorkListFilter(), Ct)));
        var due = (await stage.Window.StepAsync(full)).DueOn;
        await stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<ReturnFromZones>().Single().RunAsync(Ct));
        Assert.Equal((grant.GiverId, DemoPeople.Region), await DoneByAsync(stage, half));
        Assert.Equal(due, (await stage.Window.StepAsync(full)).DueOn);
        Assert.True((await DecideAsync(stage, full, await stage.Window.ActAsync("approver1"))).Ok);
        Assert.Equal(grant.GiverId, (await stage.Window.CaseAsync(full)).OrganisationId);

        // From now on: accepted there, decided by the giver, in the giver's name.
        var accepted = await ApplyAsync(stage, grant);
        Assert.Equal(stage.Receiver.Id, (await stage.Window.StepAsync(accepted)).OrganisationId);
        Assert.True((await AcceptAsync(stage, accepted)).Ok);
        Assert.Equal((grant.GiverId, DemoPeople.Region), await DoneByAsync(stage, accepted));
        Assert.Equal(grant.GiverId, (await stage.Window.CaseAsync(accepted)).OrganisationId);
        Assert.Contains($"在区内受理，由{DemoPeople.MarketOffice}决定", await GuideAsync(stage, stage.Window.Item.Code), StringComparison.Ordinal);

        // Recalled: no authority at once, and the entry waits to be published as taken off.
        var recall = await stage.Window.DoAsync<Zhengtong.Catalogue.PermissionAdjustment.ApplyAdjustment, Guid>((a, act) => a.RecallAsync(stage.Batch, [grant.Id], "成效不明显", act, Ct), "editor1");
        await stage.PutInEffectAsync(recall);
        Assert.NotNull(await stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.Id == entry.Id).Select(e => e.RemovedAt).SingleAsync(Ct)));
        Assert.Empty(await stage.Host.InScopeAsync(s => s.GetRequiredService<IZoneAuthority>().Powers.ToListAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.36")]
    public async Task A_zone_gives_itself_no_authority(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        await stage.PutInEffectAsync(await stage.ApplyAsync(AdjustmentKind.Entrust, zone: ZoneKind.HighTech));
        var grant = await stage.GrantAsync();
        await stage.Host.InDatabaseAsync(async db =>
        {
            // A list of the town's own region, published by whomever, and one of another county.
            foreach (var region in (string[])[PowerStage.TownRegion, "511621"])
            {
                var entry = await db.Set<RegisterEntry>().AsNoTracking().SingleAsync(e => e.List == RegisterLists.Zones, Ct);
                var version = new ListVersion
                {
                    Id = Guid.CreateVersion7(), List = RegisterLists.Zones, RegionCode = region, Number = 1, Entries = 1, Difference = "", Note = "", ProposedById = Guid.Empty, ProposedByName = "甲",
                    ApprovedById = Guid.Empty, ApprovedByName = "乙", PublishedAt = Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime),
                };
                db.AddRange(version, ListVersionEntry.Of(version.Id, entry), new ListVersionTarget { VersionId = version.Id, EntryId = entry.Id, TargetCode = grant.Code });
            }

            return await db.SaveChangesAsync(Ct);
        });

        Assert.Empty(await stage.Host.InScopeAsync(s => s.GetRequiredService<IZoneAuthority>().Powers.ToListAsync(Ct)));
        Assert.Equal((grant.GiverId, DemoPeople.Region), await DoneByAsync(stage, await ApplyAsync(stage, grant)));
    }

    /// <summary>Somebody of the zone.</summary>
    private static Act By(PowerStage stage, string role, string hand = "a") => new(
        new Actor(new Guid($"01900000-0000-7000-8000-00000000f1{(hand == "a" ? "0a" : "0b")}"), "区工作人员", ActorKind.Staff, new Post(Guid.CreateVersion7(), role, stage.Receiver.Id, PowerStage.Town, PowerStage.TownRegion)),
        null, End.Pc, "", Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));

    /// <summary>An application for the zone's item, handed in online.</summary>
    private static async Task<Guid> ApplyAsync(PowerStage stage, ItemGrant grant)
    {
        var item = await stage.ItemAsync(grant.ItemId);
        var (draft, act) = await stage.Window.DraftAsync();
        await stage.Host.InDatabaseAsync(db => db.Set<Draft>().Where(d => d.Id == draft)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.ItemVersionId, item.CurrentVersionId).SetProperty(d => d.ItemCode, item.Code), Ct));
        var submitted = await stage.Host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, act, Ct));
        Assert.True(submitted.Ok, submitted.Ok ? "" : submitted.Problems[0].Message);
        return submitted.Value.CaseId;
    }

    private static async Task<(Guid, string)> DoneByAsync(PowerStage stage, Guid caseId)
    {
        var step = await stage.Window.StepAsync(caseId);
        return (step.OrganisationId, step.RegionCode);
    }

    private static async Task<Outcome> AcceptAsync(PowerStage stage, Guid caseId)
    {
        var step = await stage.Window.StepAsync(caseId);
        return await stage.Host.InScopeAsync(async s => (Outcome)await s.GetRequiredService<AcceptCase>().HandleAsync(step.Id, "齐全", By(stage, Roles.WindowClerk), Ct));
    }

    private static async Task<Outcome> ReviewAsync(PowerStage stage, Guid caseId)
    {
        var step = await stage.Window.StepAsync(caseId);
        return await stage.Host.InScopeAsync(async s => (Outcome)await s.GetRequiredService<CompleteReview>().HandleAsync(new(step.Id, true, "符合条件"), By(stage, Roles.Reviewer), Ct));
    }

    private static async Task<Outcome> DecideAsync(PowerStage stage, Guid caseId, Act act)
    {
        var step = await stage.Window.StepAsync(caseId);
        return await stage.Host.InScopeAsync(async s => (Outcome)await s.GetRequiredService<DecideCase>().HandleAsync(new(step.Id, true, ""), act, Ct));
    }

    private static Task ChangeActsAsync(PowerStage stage, RegisterEntry entry, string acts) => stage.DoneAsync<SaveEntry>(async (s, act) =>
    {
        var fields = EntryFacts.FieldsOf(entry.Fields).ToDictionary(f => f.Key, f => (string?)f.Value);
        fields[RegisterLists.ZoneActs] = acts;
        return await s.HandleAsync(RegisterLists.Find(RegisterLists.Zones)!, entry.Id, new EntryInput { Number = entry.Number, Name = entry.Name, Organisation = entry.Organisation, Fields = fields }, act, Ct);
    }, "manager1");

    private static async Task<string> GuideAsync(PowerStage stage, string code)
    {
        // A guide is given from memory for a minute.
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        using var visitor = stage.Host.Browser();
        return string.Concat((await visitor.PageAsync("/items/" + Uri.EscapeDataString(code))).Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
