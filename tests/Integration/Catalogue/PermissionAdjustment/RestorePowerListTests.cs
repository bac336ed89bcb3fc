using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;

/// <summary>An adjustment that comes to nothing after the power list was published for it leaves nothing on the list as if it were in force.</summary>
public sealed class RestorePowerListTests
{
    private const string City = "5116";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly RegisterList Power = RegisterLists.Find(RegisterLists.Power)!;

    [Theory, EachDatabase, Requirement("01.37", "01.32")]
    public async Task What_is_returned_before_it_came_into_effect_changes_the_list_back_by_a_new_version_that_says_why(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var first = await stage.PublishPowersAsync(stage.Window.Item.Code);
        var id = await stage.ApplyAsync();
        var linked = await stage.LinkAsync(id);
        Assert.NotEqual(await DutiesAsync(stage, first), await DutiesAsync(stage, linked));

        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ReturnAsync(id, "承接单位即将撤并", act, Ct), "manager1");

        // Nobody publishes alone: the list is put forward to the managers whose it is, and until they have answered it is known that it still says the other.
        Assert.Contains("权责清单待审核公布", await stage.TitlesAsync("city1"));
        Assert.Equal(linked, (await NewestAsync(stage)).Id);
        using var editor = await stage.Host.BrowserAsync("editor1");
        var self = $"/office/permissions/adjustments/{id}";
        Assert.Contains("权责清单还没有恢复", (await editor.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);
        using var early = await editor.SubmitAsync(self, new() { ["Power"] = "受理权限", ["Reason"] = "已改" }, "Again");
        Assert.Contains("还是按退回的调整写的：食品经营许可", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        var restored = await stage.Window.DoAsync<PublishList, Guid>((p, act) => p.ApproveAsync(Power, act, Ct), "city2");

        var version = await NewestAsync(stage);
        Assert.Equal((restored, 3, 1), (version.Id, version.Number, version.Entries));
        Assert.Contains("权限调整退回，恢复原来的内容", version.Note, StringComparison.Ordinal);
        Assert.Contains("承接单位即将撤并", version.Note, StringComparison.Ordinal);
        Assert.Contains("由“第 2 次调整”改为“第 1 次调整”", version.Difference, StringComparison.Ordinal);
        Assert.Equal(await DutiesAsync(stage, first), await DutiesAsync(stage, restored));
        Assert.Equal([stage.Window.Item.Code], await stage.Host.InDatabaseAsync(db => db.Set<ListVersionTarget>().Where(t => t.VersionId == restored).Select(t => t.TargetCode).ToListAsync(Ct)));
        Assert.DoesNotContain("权责清单还没有恢复", (await editor.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);
        using var again = await editor.SubmitAsync(self, new() { ["Power"] = "受理权限", ["Reason"] = "已改" }, "Again");
        Assert.Equal((2, Zhengtong.Catalogue.Model.AdjustmentStage.Assessing), await stage.Host.InDatabaseAsync(async db => (await db.Set<Zhengtong.Catalogue.Model.PermissionAdjustment>().SingleAsync(a => a.Id == id, Ct)) is var a ? (a.Round, a.Stage) : default));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["adjustment-returned", "power-list-restored", "handed-in-again"], trace.Select(t => t.What).TakeLast(3));
        Assert.Null(Trace.Check(await stage.AdjustmentAsync(id), trace));
    }

    [Theory, EachDatabase, Requirement("01.37")]
    public async Task What_came_onto_the_list_for_it_goes_off_and_what_was_written_in_it_since_is_left_to_the_managers(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        await stage.LinkAsync(id);
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.WithdrawAsync(id, "不再下放", act, Ct), "editor1");
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await stage.Window.DoAsync<PublishList, Guid>((p, act) => p.ApproveAsync(Power, act, Ct), "city1");
        Assert.Equal((2, 0, "移出：T-1 食品经营许可"), await NewestAsync(stage) is var off ? (off.Number, off.Entries, off.Difference) : default);

        // Another is linked; a manager writes in its entry before it is returned.
        var other = await stage.ApplyAsync();
        await stage.LinkAsync(other);
        var entry = await stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().AsNoTracking().SingleAsync(e => e.Number == "T-1", Ct));
        var input = new EntryInput { Number = "T-1", Name = "食品经营许可", Type = "01", Organisation = DemoPeople.MarketOffice, Fields = new() { ["basis"] = "新修订的法律", ["duties"] = "新的责任" } };
        await stage.Window.DoAsync<SaveEntry, Guid>((s, act) => s.HandleAsync(Power, entry.Id, input, act, Ct), "city1");
        await stage.DoneAsync<DecideAdjustment>((d, act) => d.ReturnAsync(other, "事项有误", act, Ct), "manager1");

        Assert.Contains("新的责任", (await stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().AsNoTracking().SingleAsync(e => e.Id == entry.Id, Ct))).Fields, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ListProposal>().CountAsync(p => p.DecidedAt == null, Ct)));
        var told = (await stage.ToldAsync((await stage.Window.ActAsync("city1")).Actor.Id)).Single(m => m.Title == "权责清单需要恢复");
        Assert.Contains("没有自动恢复：T-1 食品经营许可", told.Body, StringComparison.Ordinal);
        Assert.Contains("事项有误", told.Body, StringComparison.Ordinal);
    }

    private static Task<ListVersion> NewestAsync(PowerStage stage) => stage.Host.InDatabaseAsync(db =>
        db.Set<ListVersion>().AsNoTracking().Where(v => v.List == RegisterLists.Power && v.RegionCode == City).OrderByDescending(v => v.Number).FirstAsync(Ct));

    private static Task<string> DutiesAsync(PowerStage stage, Guid version) =>
        stage.Host.InDatabaseAsync(async db => EntryFacts.FieldsOf(await db.Set<ListVersionEntry>().Where(e => e.VersionId == version).Select(e => e.Fields).SingleAsync(Ct))["duties"]);
}
