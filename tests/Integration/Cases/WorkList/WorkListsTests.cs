using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.WorkList;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Ui.Components;

namespace Zhengtong.Tests.Integration.Cases.WorkList;

[Requirement("03.11")]
public sealed class WorkListsTests
{
    [Theory, EachDatabase]
    public async Task Pages_by_key_hold_every_step_once_due_first(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var id = await stage.ApplyAsync();
        await CopyAsync(stage, id, 69);
        var post = (await stage.ActAsync("clerk1")).Actor.Post!;
        List<WorkLists.Row> seen = [];
        string? after = null;
        do
        {
            var cursor = after;
            WorkLists.Page page = null!;
            await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().FirstAsync(post, new WorkListFilter(), default));
            var sent = await sql.DuringAsync(async () => page = await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().PageAsync(post, new WorkListFilter(), cursor, default)));
            Assert.Single(sent);
            seen.AddRange(page.Rows);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(70, seen.DistinctBy(r => r.StepId).Count());
        Assert.Equal(70, seen.Count);
        Assert.Equal(seen.Select(r => r.DueOn).Order(), seen.Select(r => r.DueOn));
    }

    [Theory, EachDatabase]
    [Requirement("03.31")]
    public async Task Filters_narrow_and_the_sheet_holds_what_they_show(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        await stage.ApplyAsync();
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await stage.ApplyAsync("lisi", clerk: "clerk1");
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 10, 2, 0, 0, TimeSpan.Zero));
        var clerk = await stage.SignInAsync("clerk1");

        async Task<string[]> Show(string query) => [.. (await clerk.OpenAsync("/desk" + query)).QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td")[2].TextContent)];

        Assert.Equal(["张******", "李******"], (await Show("")).Select(n => n[..1] + "******"));
        Assert.Equal("张", Assert.Single(await Show("?due=overdue"))[..1]);
        Assert.Equal("李", Assert.Single(await Show("?due=today"))[..1]);
        Assert.Equal("李", Assert.Single(await Show("?from=window"))[..1]);
        Assert.Equal("张", Assert.Single(await Show("?from=online"))[..1]);
        Assert.Equal(2, (await Show("?words=食品+许可")).Length);
        Assert.Empty(await Show("?words=100%25_'"));
        Assert.Contains("没有符合条件的办件", (await clerk.OpenAsync("/desk?words=没有")).Text(), StringComparison.Ordinal);
        await using var sheet = await clerk.GetStreamAsync(new Uri("/desk/export?due=overdue", UriKind.Relative));
        var memory = new MemoryStream();
        await sheet.CopyToAsync(memory);
        var row = (IDictionary<string, object>)Assert.Single(MiniExcel.Query(memory, useHeaderRow: true).Cast<object>());
        Assert.Equal("食品经营许可", row["事项"]);
        Assert.DoesNotContain("张三", (string)row["申请人"], StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task A_late_step_carries_its_card(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        await stage.ApplyAsync();
        var post = (await stage.ActAsync("clerk1")).Actor.Post!;
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 11, 2, 0, 0, TimeSpan.Zero));

        var row = await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().FirstAsync(post, new WorkListFilter(), default));

        Assert.Equal((CardState.Yellow, -2, "3月9日前(已超期 2 个工作日)"), (row!.Card, row.DaysLeft, row.DueText));
    }

    private static Task<int> CopyAsync(WindowStage stage, Guid caseId, int times) => stage.Host.InDatabaseAsync(async db =>
    {
        var step = await db.Set<CaseStep>().AsNoTracking().SingleAsync(s => s.CaseId == caseId);
        for (var i = 0; i < times; i++)
        {
            db.Add(new CaseStep
            {
                Id = Guid.CreateVersion7(),
                CaseId = caseId,
                Key = step.Key,
                Name = step.Name,
                Kind = step.Kind,
                Stage = step.Stage,
                Role = step.Role,
                OrganisationId = step.OrganisationId,
                OrganisationName = step.OrganisationName,
                RegionCode = step.RegionCode,
                StartedAt = step.StartedAt,
                DueOn = step.DueOn.AddDays(i % 3),
                CaseNumber = step.CaseNumber,
                ItemName = step.ItemName,
                ApplicantMasked = step.ApplicantMasked,
            });
        }

        return await db.SaveChangesAsync();
    });
}
