using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>Colleagues who begin a change of one item in one instant write in one draft.</summary>
public sealed class OneDraftTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.16", "01.17")]
    public async Task Of_colleagues_who_begin_at_once_on_the_item_and_on_its_form_one_has_the_draft_and_the_others_are_told(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var plan = PlanInput.Of(KeepingStage.Content());
        await stage.ActAsync("manager1");
        await stage.ActAsync("manager2");
        using var start = new Barrier(4);
        Task<Outcome<Guid>> At(Func<Task<Outcome<Guid>>> begin) => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait(Ct);
                return begin();
            },
            Ct,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();

        var begun = await Task.WhenAll(
            At(() => OnTheItemAsync(stage, "manager1")), At(() => OnTheItemAsync(stage, "manager2")), At(() => OnTheFormAsync(stage, "manager1", plan)), At(() => OnTheFormAsync(stage, "manager2", plan)));

        var one = Assert.Single(begun, b => b.Ok).Value;
        Assert.Equal(one, await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().Select(c => c.Id).SingleAsync(Ct)));
        Assert.All(begun.Where(b => !b.Ok), b => Assert.Contains("起草了这个事项的", Assert.Single(b.Problems).Message, StringComparison.Ordinal));

        // The owner's own people are another organisation, with a draft of theirs; and a draft that is withdrawn makes room.
        Assert.NotEqual(one, await stage.BeginAsync("editor2", KeepingStage.Item));
        var author = (await stage.ChangeAsync(one)).RequestedByName == "事项管理（演示）" ? "manager1" : "manager2";
        Assert.True((await stage.DoAsync<AnswerChange, Outcome>(author, (a, act) => a.WithdrawAsync(one, act, Ct))).Ok);
        Assert.True((await OnTheItemAsync(stage, "manager2")).Ok);

        using var browser = await stage.Host.BrowserAsync("manager1");
        using var refused = await browser.SubmitAsync("/office/items/" + KeepingStage.Item, new() { ["kind"] = nameof(ChangeKind.Change) });
        Assert.Contains("本单位已经有人起草了这个事项的同类变更单", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private static Task<Outcome<Guid>> OnTheItemAsync(KeepingStage stage, string login) =>
        stage.DoAsync<DraftChange, Outcome<Guid>>(login, (d, act) => d.BeginAsync(KeepingStage.Item, ChangeKind.Change, null, act, Ct));

    private static Task<Outcome<Guid>> OnTheFormAsync(KeepingStage stage, string login, PlanInput plan) =>
        stage.DoAsync<SavePlan, Outcome<Guid>>(login, (p, act) => p.HandleAsync(KeepingStage.Item, null, 1, plan, "", act, Ct));
}
