using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rebase;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Rebase;

public sealed class RebaseTests
{
    private const string Form = """
        { "key": "shop", "title": "开店申请表", "sections": [
          { "key": "shop", "title": "店铺", "fields": [
            { "key": "name", "label": "店名", "type": "text", "required": true },
            { "key": "area", "label": "面积", "type": "number", "required": true } ] } ] }
        """;

    /// <summary>Without the phone and the photograph, with an area and a lease, one day shorter.</summary>
    private static readonly ItemContent Newer = WindowStage.Food with
    {
        PersonForm = "shop",
        PromisedLimit = new TimeLimit(8),
        Materials =
        [
            WindowStage.Food.Materials[0], new ItemMaterial { Key = "m3", Name = "租赁合同", SourceCode = "10" },
            new ItemMaterial { Key = "m4", Name = "大型场所消防证明", SourceCode = "20", When = """{"gt":["area",300]}""" },
        ],
    };

    private static Task<Guid> PublishAsync(WindowStage stage, ItemContent content) => stage.Host.InScopeAsync(async s =>
    {
        var act = Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime);
        Assert.True((await s.GetRequiredService<IFormCatalogue>().PublishAsync(FormDefinition.Parse(Form).Value, act, default)).Ok);
        return await stage.PublishAsync(content);
    });

    private static async Task<string> RunAsync(WindowStage stage, Func<RebaseCase, Act, Task<Outcome>> run, string login = "manager1")
    {
        var act = await stage.ActAsync(login);
        var outcome = await stage.Host.InScopeAsync(s => run(s.GetRequiredService<RebaseCase>(), act));
        return outcome.Ok ? "ok" : outcome.Problems[0].Code;
    }

    [Theory, EachDatabase]
    public async Task A_received_case_goes_over_on_the_page_with_its_old_answers_archived_and_comes_back_whole(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await stage.ApplyAsync();
        var before = await stage.CaseAsync(caseId);
        var application = await stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == caseId));
        var version = await PublishAsync(stage, Newer);
        Assert.Equal(stage.Item.VersionId, (await stage.CaseAsync(caseId)).ItemVersionId);

        using var manager = await stage.SignInAsync("manager1");
        var path = $"{RebasePageModel.Path}?code={stage.Item.Code}";
        var page = (await manager.OpenAsync(path)).Text();
        Assert.Contains(before.Number, page, StringComparison.Ordinal);
        Assert.Contains("请填写面积；材料“租赁合同”", page, StringComparison.Ordinal);
        Assert.DoesNotContain("大型场所消防证明", page, StringComparison.Ordinal);
        Assert.Contains($"店铺电话；{WindowStage.SecondMaterial}", page, StringComparison.Ordinal);
        using var unsure = await manager.PostWithTokenOfAsync(path, RebasePageModel.Path, new() { ["code"] = stage.Item.Code, ["version"] = version.ToString(), ["chosen"] = $"{caseId}:{before.Revision}", ["reason"] = "新规" });
        Assert.Equal(HttpStatusCode.OK, unsure.StatusCode);
        Assert.Equal(stage.Item.VersionId, (await stage.CaseAsync(caseId)).ItemVersionId);
        using var sent = await manager.PostWithTokenOfAsync(path, RebasePageModel.Path, new() { ["code"] = stage.Item.Code, ["version"] = version.ToString(), ["chosen"] = $"{caseId}:{before.Revision}", ["reason"] = "新规施行", ["sure"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);

        var after = await stage.CaseAsync(caseId);
        var row = await stage.Host.InDatabaseAsync(db => db.Set<CaseRebase>().AsNoTracking().SingleAsync());
        var now = await stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == caseId));
        Assert.Equal((version, before.Revision + 1, before.FirstAskedId), (after.ItemVersionId, after.Revision, after.FirstAskedId));
        Assert.Equal((application.Answers, application.FormVersion, stage.Item.VersionId, "新规施行"), (row.Answers, row.FromFormVersion, row.FromVersionId, row.Reason));
        Assert.Equal("""{"shop":{"name":"小店"}}""", now.Answers);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().CountAsync(m => m.CaseId == caseId)));
        Assert.Null(Trace.Check(after, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(caseId, default))));

        Assert.Contains("可以恢复原版本的办件", (await manager.OpenAsync(path)).Text(), StringComparison.Ordinal);
        using var mute = await manager.PostWithTokenOfAsync(path, $"{RebasePageModel.Path}?handler=Undo", new() { ["code"] = stage.Item.Code, ["case"] = caseId.ToString(), ["why"] = " " });
        Assert.Contains("请写明恢复原版本的理由", await mute.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(version, (await stage.CaseAsync(caseId)).ItemVersionId);
        using var undone = await manager.PostWithTokenOfAsync(path, $"{RebasePageModel.Path}?handler=Undo", new() { ["code"] = stage.Item.Code, ["case"] = caseId.ToString(), ["why"] = "弄错了" });
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.DoesNotContain("可以恢复原版本的办件", (await manager.OpenAsync(path)).Text(), StringComparison.Ordinal);
        var back = await stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == caseId));
        Assert.Equal((application.Answers, application.FormKey, application.FormVersion), (back.Answers, back.FormKey, back.FormVersion));
        Assert.Equal(stage.Item.VersionId, (await stage.CaseAsync(caseId)).ItemVersionId);
        Assert.Equal("cases.rebase-used", await RunAsync(stage, (r, act) => r.UndoAsync(caseId, "再来", act, default)));
    }

    [Theory, EachDatabase]
    public async Task After_acceptance_nothing_new_is_demanded_and_the_shorter_limit_holds(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await stage.ApplyAsync();
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync((await stage.StepAsync(caseId)).Id, "", act, default), "clerk1");
        var before = await stage.CaseAsync(caseId);
        var answers = await stage.Host.InDatabaseAsync(db => db.Set<Application>().Where(a => a.CaseId == caseId).Select(a => a.Answers).SingleAsync());
        var version = await PublishAsync(stage, Newer);

        Assert.Equal("ok", await RunAsync(stage, (r, act) => r.HandleAsync(caseId, version, before.Revision, "新规施行", act, default)));
        var after = await stage.CaseAsync(caseId);
        var now = await stage.Host.InDatabaseAsync(db => db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == caseId));
        Assert.Equal(answers, now.Answers);
        Assert.True(after.DueOn < before.DueOn);
        Assert.Equal(before.StatutoryDueOn, after.StatutoryDueOn);
        Assert.Equal("review", (await stage.StepAsync(caseId)).Key);
    }

    [Theory, EachDatabase]
    public async Task Who_may_not_and_what_cannot_is_refused_and_changes_nothing(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await stage.ApplyAsync();
        var seen = await stage.CaseAsync(caseId);
        var longer = await PublishAsync(stage, Newer with { PromisedLimit = new TimeLimit(15) });
        Task<string> To(Guid version, string login = "manager1", int more = 0, string reason = "新规") =>
            RunAsync(stage, (r, act) => r.HandleAsync(caseId, version, seen.Revision + more, reason, act, default), login);

        Assert.Equal("cases.rebase-limit", await To(longer));
        var stepless = await PublishAsync(stage, Newer with { Steps = [.. Newer.Steps.Select(s => s.Kind == StepKind.Intake ? s with { Key = "window" } : s)] });
        Assert.Equal("cases.rebase-step", await To(stepless));
        Assert.Equal("cases.rebase-changed", await To(longer));
        var good = await PublishAsync(stage, Newer);
        Assert.Equal("cases.rebase-changed", await To(good, more: 1));
        Assert.Equal("cases.rebase-reason", await To(good, reason: " "));
        Assert.Equal("cases.not-found", await To(good, "clerk1"));
        Assert.Equal("cases.not-found", await To(good, "editor1"));
        Assert.Equal((stage.Item.VersionId, seen.Revision), ((await stage.CaseAsync(caseId)).ItemVersionId, (await stage.CaseAsync(caseId)).Revision));
        Assert.Equal("ok", await To(good));
        Assert.Equal("cases.rebase-same", await To(good, more: 1));
    }
}
