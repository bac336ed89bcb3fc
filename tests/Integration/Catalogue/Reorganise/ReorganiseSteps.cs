using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Finding = Zhengtong.Catalogue.Model.Finding;

namespace Zhengtong.Tests.Integration.Catalogue.Reorganise;

/// <summary>What the tests of reorganisations do again and again.</summary>
internal static class ReorganiseSteps
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    public static async Task<Guid> ReorganiseAsync(WindowStage stage, Guid from, Guid to)
    {
        var id = await stage.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(new() { From = [from], To = to, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" }, act, Ct), "manager1");
        await ApproveAsync(stage, id);
        return id;
    }

    public static async Task ApproveAsync(WindowStage stage, Guid id)
    {
        await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(id, act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");
        await RunAsync(stage);
    }

    public static Task<Dictionary<string, (int, int)>> TalliesAsync(WindowStage stage, Guid id) =>
        stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().AsNoTracking().Where(t => t.ReorganisationId == id).ToDictionaryAsync(t => t.Part, t => (t.Planned, t.Moved), Ct));

    public static Task<string> OrganisationOfAsync(WindowStage stage, Guid entry) =>
        stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.Id == entry).Select(e => e.Organisation).SingleAsync(Ct));

    public static Dictionary<string, string> Fields(Guid from, Guid to) => new()
    {
        ["Input.From"] = from.ToString(), ["Input.To"] = to.ToString(), ["Input.Codes"] = "", ["Input.EffectiveOn"] = "2026-03-02", ["Input.Reason"] = "区委编办〔2026〕1号",
    };

    /// <summary>By name of the item.</summary>
    public static Task<List<Guid>> OwnersAsync(WindowStage stage) =>
        stage.Host.InDatabaseAsync(async db => (await db.Set<Item>().AsNoTracking().ToListAsync(Ct)).OrderBy(i => i.Name.Contains("登记", StringComparison.Ordinal) ? 0 : 1).ThenBy(i => i.Code, StringComparer.Ordinal).Select(i => i.OrganisationId).ToList());

    public static async Task PublishAsync(WindowStage stage, Guid organisation, string code, string name, string type) => await stage.Host.InScopeAsync(async s =>
    {
        var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest(code, name, organisation, DemoPeople.MarketOffice, DemoPeople.Region, "四川省广安市广安区", WindowStage.Food with { TypeCode = type }, "test"), Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime), Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    });

    /// <summary>Who holds what in an organisation today: staff and role.</summary>
    public static Task<List<(Guid, string)>> PostsAsync(WindowStage stage, Guid organisation) => stage.Host.InDatabaseAsync(async db =>
    {
        var today = Zhengtong.Platform.Calendar.LegalDay.Of(stage.Host.Clock.GetUtcNow().UtcDateTime);
        return (await db.Set<StaffPost>().AsNoTracking().Where(p => p.OrganisationId == organisation).ToListAsync(Ct))
            .Where(p => p.HeldOn(today) && !Roles.IsRegional(p.Role)).Select(p => (p.StaffId, p.Role)).OrderBy(p => p.StaffId).ThenBy(p => p.Role, StringComparer.Ordinal).ToList();
    });

    public static async Task<Guid> FindingAsync(WindowStage stage, string place)
    {
        var item = await ItemAsync(stage);
        var finding = new Finding
        {
            Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, Version = 1, RuleKey = "licence-questions", RuleVersion = 1, Place = place, Element = "questions", Blocks = false,
            Message = "没有常见问题。", Origin = FindingOrigin.Machine, OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, RegionCode = item.RegionCode,
            FoundAt = Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime), DueOn = new DateOnly(2026, 3, 20),
        };
        await stage.Host.InDatabaseAsync(db =>
        {
            db.Add(finding);
            return db.SaveChangesAsync(Ct);
        });
        return finding.Id;
    }

    /// <summary>A manual check of the item that is not done, and an end and a standard of the organisation.</summary>
    public static async Task<(Guid Check, Guid End, Guid Standard)> KeptByAsync(WindowStage stage, string login)
    {
        var (item, act) = (await ItemAsync(stage), await stage.ActAsync(login));
        var post = act.Actor.Post!;
        var check = new ManualCheck
        {
            Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, VersionId = item.CurrentVersionId, Version = 1, OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName, RegionCode = item.RegionCode, ReviewerId = act.Actor.Id, ReviewerName = act.Actor.Name, AssignedById = Guid.CreateVersion7(), AssignedByName = "管理",
            AssignedAt = act.At, DueOn = new DateOnly(2026, 3, 20),
        };
        var end = ApplicationEnd.Register(new EndFacts("市监掌上办", EndKind.App, "", "张三"), post.OrganisationId, post.OrganisationName, post.RegionCode, [1], act);
        var standard = Standard.Propose(
            new StandardFacts(null, "食品经营许可服务规范", StandardLevel.City, default, post.OrganisationName, "范围", "", 2026, null, null), "5116", "广安市", false, null, null, act);
        await stage.Host.InDatabaseAsync(db =>
        {
            db.AddRange(check, end, standard);
            return db.SaveChangesAsync(Ct);
        });
        return (check.Id, end.Id, standard.Id);
    }

    public static Task<Guid[]> KeepersAsync(WindowStage stage, Guid check, Guid end, Guid standard) => stage.Host.InDatabaseAsync(async db => new[]
    {
        await db.Set<ManualCheck>().Where(c => c.Id == check).Select(c => c.OrganisationId).SingleAsync(Ct),
        await db.Set<ApplicationEnd>().Where(e => e.Id == end).Select(e => e.OrganisationId).SingleAsync(Ct),
        await db.Set<Standard>().Where(s => s.Id == standard).Select(s => s.OwnerId).SingleAsync(Ct),
    });

    public static async Task<Guid> TaskAsync(WindowStage stage) => await stage.Host.InDatabaseAsync(async db =>
    {
        var item = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == stage.Item.Code, Ct);
        var version = await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == item.CurrentVersionId, Ct);
        var task = AdoptionTask.Of(item, item, version, new DateOnly(2026, 3, 20), Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        db.Add(task);
        await db.SaveChangesAsync(Ct);
        return task.Id;
    });

    public static Task RunAsync(WindowStage stage) => stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<RunReorganisations>().Single().RunAsync(Ct));

    public static async Task<Guid> AcceptedAsync(WindowStage stage)
    {
        var id = await stage.ApplyAsync();
        var step = await stage.StepAsync(id);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(step.Id, "齐全", act, default), "clerk1");
        return id;
    }

    public static async Task<Outcome<Guid>> ReviewAsync(WindowStage stage, Guid caseId, string login)
    {
        var (step, act) = (await stage.StepAsync(caseId), await stage.ActAsync(login));
        return await stage.Host.InScopeAsync(s => s.GetRequiredService<CompleteReview>().HandleAsync(new(step.Id, true, "符合条件"), act, default));
    }

    public static Task<Item> ItemAsync(WindowStage stage) => stage.Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == stage.Item.Code, Ct));

    public static Task<List<WindowKind>> WindowsAsync(WindowStage stage) => stage.Host.InDatabaseAsync(db => db.Set<WindowKind>().AsNoTracking().ToListAsync(Ct));

    public static Task<Guid> OrganisationAsync(WindowStage stage, string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync(Ct));

    public static async Task WindowAsync(WindowStage stage, Guid organisation)
    {
        var hall = await stage.DoAsync<SaveHall, Guid>(
            (h, act) => h.HandleAsync(null, new() { RegionCode = DemoPeople.Region, Name = "广安区政务服务中心", Address = "一号路", Phone = "0826-1111111", Hours = ["09:00-12:00", null, null, null, null, null, null] }, act, default), "admin1");
        await stage.DoAsync<SaveWindow, bool>(
            async (w, act) => await w.HandleAsync(hall, null, new() { Name = "市监窗口", Capacity = 2, OrganisationId = organisation }, act, default) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "admin1");
    }
}
