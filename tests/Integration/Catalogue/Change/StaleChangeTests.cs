using System.Data.Common;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>Changes are answered as they were seen, and two answers at one moment are one.</summary>
public sealed class StaleChangeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task A_text_that_was_never_seen_is_neither_checked_nor_approved_from_a_page_of_the_text_before(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await WriteAsync(stage, id, "0826-1111111");
        var page = $"/office/items/changes/{id}";
        using var first = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");

        var check = await first.FillInAsync(page, [], "Check");
        var send = await first.FillInAsync(page, new() { ["opinion"] = "请写明文号" }, "Return");
        await stage.ReturnAsync("manager2", id, "请改");
        await WriteAsync(stage, id, "0826-2222222");
        Assert.Contains("0826-2222222", await check.IsStaleAsync(), StringComparison.Ordinal);
        await send.IsStaleAsync();
        Assert.Equal(ChangeStatus.ToCheck, (await stage.ChangeAsync(id)).Status);
        using var passed = await first.SubmitAsync(page, [], "Check");
        Assert.Equal(HttpStatusCode.Redirect, passed.StatusCode);

        var approve = await second.FillInAsync(page, [], "Approve");
        await stage.ReturnAsync("manager1", id, "再改");
        await WriteAsync(stage, id, "0826-3333333");
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        await approve.IsStaleAsync();
        Assert.Equal((ChangeStatus.ToApprove, 1), ((await stage.ChangeAsync(id)).Status, (await stage.ItemAsync()).CurrentVersion));
        using var approved = await second.SubmitAsync(page, [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task An_opinion_of_a_text_is_none_of_the_text_that_was_submitted_anew(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await WriteAsync(stage, id, "0826-1111111");
        var page = $"/office/items/changes/{id}";
        var market = await stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.MarketOffice).Select(o => o.Id.ToString()).SingleAsync(Ct));
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var office = await stage.Host.BrowserAsync("editor1");
        using var asked = await manager.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "是否重复" }, "Ask");
        var agree = await office.FillInAsync(page, new() { ["agrees"] = "true", ["opinionText"] = "同意" }, "Give");
        await stage.ReturnAsync("manager1", id, "请改");
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await WriteAsync(stage, id, "0826-2222222");
        using var again = await manager.SubmitAsync(page, new() { ["opinionFrom"] = market, ["question"] = "是否重复" }, "Ask");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        await agree.IsStaleAsync();
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ChangeOpinion>().CountAsync(o => o.GivenAt != null, Ct)));
        using var given = await office.SubmitAsync(page, new() { ["agrees"] = "true", ["opinionText"] = "同意" }, "Give");
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task Of_a_retirement_and_a_resumption_that_are_approved_at_one_moment_one_is_done(Engine engine)
    {
        var between = new BetweenTwoReads("catalogue_change_opinion");
        await using var stage = await KeepingStage.StartAsync(engine, b => b.Services
            .ConfigureDbContext<SqliteDatabase>(o => o.AddInterceptors(between))
            .ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(between)));
        var pause = await stage.BeginAsync("editor2", KeepingStage.Item, ChangeKind.Suspend);
        await stage.WriteAsync("editor2", pause, c => c);
        Assert.True((await stage.PassAsync("editor2", pause)).Ok);
        var (retire, resume) = (await stage.BeginAsync("editor2", KeepingStage.Item, ChangeKind.Retire), await stage.BeginAsync("editor2", KeepingStage.Item, ChangeKind.Resume));
        foreach (var id in (Guid[])[retire, resume])
        {
            await stage.WriteAsync("editor2", id, c => c);
            Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
            Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        }

        // The resumption has asked for the status already, and asks for opinions, when the retirement is approved.
        between.Do(async () => Assert.True((await stage.ApproveAsync("manager2", retire)).Ok));
        var resumed = await stage.ApproveAsync("manager2", resume);

        Assert.True(between.Done);
        Assert.Equal("platform.changed-meanwhile", resumed.Ok ? null : resumed.Problems[0].Code);
        Assert.Equal((ItemStatus.Cancelled, ChangeStatus.ToApprove), ((await stage.ItemAsync()).Status, (await stage.ChangeAsync(resume)).Status));
        Assert.Equal("catalogue.item-cancelled", (await stage.ApproveAsync("manager2", resume)).Problems[0].Code);
    }

    private static async Task WriteAsync(KeepingStage stage, Guid id, string phone)
    {
        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = phone })).Ok);
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
    }

    /// <summary>Something else happens once, just before a statement that names a table.</summary>
    private sealed class BetweenTwoReads(string table) : DbCommandInterceptor
    {
        private Func<Task>? _act;

        public bool Done { get; private set; }

        public void Do(Func<Task> act) => _act = act;

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.Contains(table, StringComparison.Ordinal) && Interlocked.Exchange(ref _act, null) is { } act)
            {
                await act();
                Done = true;
            }

            return result;
        }
    }
}
