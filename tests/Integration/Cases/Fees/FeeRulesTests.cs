using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Xunit;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Fees;

/// <summary>What may be charged, remitted and held back, and what waiting for money does to the limit.</summary>
public sealed class FeeRulesTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Only_published_prices_are_charged_and_only_after_acceptance(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var received = await stage.Window.ApplyAsync();
        Assert.Equal("cases.fee-before-acceptance", await RaiseAsync(stage, received, "clerk1", new RaiseFee.Line(0, 1)));
        var caseId = await stage.AcceptedAsync();
        Assert.Equal("cases.fee-empty", await RaiseAsync(stage, caseId, "clerk1"));
        Assert.Equal("cases.fee-unpublished", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(2, 1)));
        Assert.Equal("cases.fee-unpublished", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(9, 1)));
        Assert.Equal("cases.fee-unpublished", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(0, 1), new RaiseFee.Line(0, 1)));
        Assert.Equal("cases.fee-quantity", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(0, 0)));
        Assert.Equal("cases.fee-quantity", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(0, -3)));
        Assert.Equal("cases.not-found", await RaiseAsync(stage, caseId, "housing1", new RaiseFee.Line(0, 1)));
        Assert.Equal("cases.not-found", await RaiseAsync(stage, caseId, "supervisor1", new RaiseFee.Line(0, 1)));
        Assert.Equal("cases.not-found", await RaiseAsync(stage, caseId, "zhangsan", new RaiseFee.Line(0, 1)));

        var both = await Task.WhenAll(RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(0, 1)), RaiseAsync(stage, caseId, "approver1", new RaiseFee.Line(1, 1)));
        Assert.Single(both, "ok");
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<FeeOrder>().CountAsync(o => o.CaseId == caseId)));
        using var clerk = await stage.Window.SignInAsync("clerk1");
        using var odd = await clerk.SendAsync($"/fees/cases/{await stage.AcceptedAsync()}", "Raise", ("quantity-0", "一"), ("quantity-1", ""));
        Assert.Contains("数量请填 1 至 999 的整数", (await clerk.AfterAsync(odd)).Text(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.26", "03.29")]
    public async Task The_result_waits_at_the_issue_desk_until_the_fee_is_paid(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        await stage.Window.DecideAsync(caseId);
        var issue = (await stage.Window.StepAsync(caseId)).Id;
        Assert.Equal("cases.fee-not-raised", await HandOverAsync(stage, issue));
        await stage.RaiseAsync(caseId);
        Assert.Equal("cases.fee-unpaid", await HandOverAsync(stage, issue));
        using var issuer = await stage.Window.SignInAsync("issuer1");
        Assert.Contains("还不能发放", (await issuer.OpenAsync($"/desk/issue/{issue}")).Text(), StringComparison.Ordinal);
        using var applicant = await stage.Window.SignInAsync("zhangsan");
        Assert.Equal(HttpStatusCode.Conflict, await applicant.StatusAsync(NoticeEndpoints.Result(caseId)));
        Assert.DoesNotContain("下载结果", (await applicant.OpenAsync($"/my/cases/{caseId}")).Text(), StringComparison.Ordinal);

        await PayAsync(stage, caseId);
        Assert.Equal(HttpStatusCode.OK, await applicant.StatusAsync(NoticeEndpoints.Result(caseId)));
        Assert.Equal("ok", await HandOverAsync(stage, issue));
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task An_electronic_result_is_delivered_by_the_payment_itself(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync(delivery: "electronic");
        await stage.RaiseAsync(caseId);
        await stage.Window.DecideAsync(caseId);
        Assert.Equal(CaseStatus.Delivering, (await stage.Window.CaseAsync(caseId)).Status);

        await PayAsync(stage, caseId);

        var done = await stage.Window.CaseAsync(caseId);
        Assert.Equal((CaseStatus.Granted, true), (done.Status, done.DeliveredAt is not null));
        Assert.False(await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().AnyAsync(s => s.CaseId == caseId && s.CompletedAt == null)));
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Where_the_item_says_so_the_fee_comes_before_the_decision_and_a_denial_costs_nothing(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine, WindowStage.Food with { Fee = FeeStage.Fees with { BeforeDecision = true } });
        var caseId = await stage.AcceptedAsync();
        var act = await stage.Window.ActAsync("approver1");
        var review = await stage.Window.StepAsync(caseId);
        await stage.Window.DoAsync<Zhengtong.Cases.Review.CompleteReview, Guid>(async (r, by) => await r.HandleAsync(new(review.Id, true, "符合条件"), by, default), "reviewer1");
        var decide = await stage.Window.StepAsync(caseId);
        Task<string> Decide(bool grant) => CodeAsync<DecideCase>(stage, d => d.HandleAsync(new(decide.Id, grant, "不符合条件"), act, default));

        Assert.Equal("cases.fee-not-raised", await Decide(true));
        await stage.RaiseAsync(caseId);
        Assert.Equal("cases.fee-unpaid", await Decide(true));
        Assert.Equal("ok", await Decide(false));
        Assert.Equal("cases.fee-denied", await RaiseAsync(stage, caseId, "clerk1", new RaiseFee.Line(0, 1)));
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task An_approver_of_the_charging_office_remits_on_a_ground_and_a_document(Engine engine)
    {
        await using var stage = await FeeStage.StartAsync(engine);
        var caseId = await stage.AcceptedAsync();
        var orderId = await stage.RaiseAsync(caseId);
        async Task<Zhengtong.Platform.Access.Act> By(string login)
        {
            // Somebody with several posts acts in that of an approver.
            var act = await stage.Window.ActAsync(login);
            return login == "approver2" ? act with { Actor = act.Actor with { Post = act.Actor.Post! with { Role = Zhengtong.Platform.Access.Roles.Approver } } } : act;
        }

        Task<string> Waive(string login, long fen, string ground = "低保家庭，川财税〔2020〕5号第三条", bool document = true) => CodeAsync<WaiveFee>(
            stage, async w => await w.HandleAsync(new WaiveFee.Command(orderId, fen, ground, document ? new WaiveFee.Document(new MemoryStream(Pdf), "证明.pdf") : null), await By(login), default));

        Assert.Equal("cases.waive-by-approver", await Waive("clerk1", 100));
        Assert.Equal("cases.waive-by-approver", await Waive("reviewer1", 100));
        Assert.Equal("cases.fee-gone", await Waive("approver2", 100));
        Assert.Equal("cases.waive-amount", await Waive("approver1", 0));
        Assert.Equal("cases.waive-amount", await Waive("approver1", 10051));
        Assert.Equal("cases.waive-ground", await Waive("approver1", 100, ground: " "));
        Assert.Equal("cases.waive-document", await Waive("approver1", 100, document: false));
        Assert.Equal("ok", await Waive("approver1", 50));
        Assert.Equal(10000, (await stage.OrderAsync(caseId)).DueFen);
        await stage.StartPayingAsync(caseId);
        Assert.Equal(10000, stage.Gateway.Orders.Values.Single().AmountFen);
        Assert.Equal("cases.waive-asked", await Waive("approver1", 100));
        Assert.Equal("ok", await Waive("approver1", 10000));
        Assert.Equal(FeeState.Waived, (await stage.OrderAsync(caseId)).State);
        Assert.Equal(2, await stage.NoticesAsync(caseId, NoticeKinds.FeeWaiver.Key));
        Assert.Equal("cases.fee-not-open", await Waive("approver1", 1));

        using var approver = await stage.Window.SignInAsync("approver1");
        using var housing = await stage.Window.SignInAsync("housing1");
        Assert.Equal(HttpStatusCode.OK, await approver.StatusAsync($"/fees/orders/{orderId}/waiver"));
        Assert.Equal(HttpStatusCode.NotFound, await housing.StatusAsync($"/fees/orders/{orderId}/waiver"));
        await stage.Window.DecideAsync(caseId);
        Assert.Equal("ok", await HandOverAsync(stage, (await stage.Window.StepAsync(caseId)).Id));
    }

    [Theory, EachDatabase]
    [Requirement("03.19", "03.20", "03.26")]
    public async Task Waiting_for_the_payment_counts_unless_the_published_list_excludes_it(Engine engine)
    {
        await using var counted = await FeeStage.StartAsync(engine);
        var plain = await counted.AcceptedAsync();
        var due = (await counted.Window.CaseAsync(plain)).DueOn;
        await counted.RaiseAsync(plain);
        counted.Host.Clock.Advance(TimeSpan.FromDays(3));
        await PayAsync(counted, plain);
        Assert.Equal((due, null), ((await counted.Window.CaseAsync(plain)).DueOn, (await counted.Window.CaseAsync(plain)).PausedAt));

        await using var excluded = await FeeStage.StartAsync(engine, WindowStage.Food with { Fee = FeeStage.Fees, UncountedSteps = [new UncountedStep("申请人缴费", "《某市政务服务条例》第三十七条", 5, "")] });
        var caseId = await excluded.AcceptedAsync();
        var review = await excluded.Window.StepAsync(caseId);
        Assert.Equal("cases.payment-by-order", await CodeAsync<RunSpecialProcedure>(
            excluded, async r => await r.StartAsync(new(review.Id, "申请人缴费", 5, "等待"), await excluded.Window.ActAsync("reviewer1"), default)));
        await excluded.RaiseAsync(caseId);
        Assert.Equal(CaseStatus.Paused, (await excluded.Window.CaseAsync(caseId)).Status);
        excluded.Host.Clock.Advance(TimeSpan.FromDays(3));
        await PayAsync(excluded, caseId);
        var after = await excluded.Window.CaseAsync(caseId);
        Assert.Null(after.PausedAt);
        Assert.True(after.DueOn > due, $"{after.DueOn} is not later than {due}");
        Assert.Equal(1, await excluded.NoticesAsync(caseId, NoticeKinds.SpecialProcedure.Key));
    }

    [Theory, EachDatabase]
    [Requirement("03.26")]
    public async Task Finance_sees_its_orders_by_day_in_pages_and_as_a_sheet(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await FeeStage.StartAsync(engine, adjust: sql.Attach);
        var first = await stage.AcceptedAsync();
        await stage.RaiseAsync(first);
        await CopyAsync(stage, await stage.OrderAsync(first), FeeOrders.PageSize + 4);
        using var approver = await stage.Window.SignInAsync("approver1");
        await approver.OpenAsync("/office/fees");
        List<string> seen = [];
        for (var path = "/office/fees"; path is not null;)
        {
            var (page, address) = ((AngleSharp.Dom.IDocument?)null, path);
            var sent = await sql.DuringAsync(async () => page = await approver.OpenAsync(address), "cases_");
            Assert.Single(sent);
            seen.AddRange(page!.QuerySelectorAll("tbody tr td:nth-child(2)").Select(c => c.TextContent.Trim()));
            path = page.QuerySelector("a[href*='after=']")?.GetAttribute("href");
        }

        Assert.Equal(FeeOrders.PageSize + 5, seen.Distinct().Count());
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Contains("没有符合条件的缴费单", (await approver.OpenAsync("/office/fees?from=2026-03-03")).Text(), StringComparison.Ordinal);
        await using var sheet = await approver.GetStreamAsync(new Uri("/office/fees/export?from=2026-03-02&to=2026-03-02&state=unpaid", UriKind.Relative));
        var memory = new MemoryStream();
        await sheet.CopyToAsync(memory);
        var rows = MiniExcel.Query(memory, useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal(FeeOrders.PageSize + 5, rows.Count);
        Assert.All(rows, r => Assert.Equal(100.5, Convert.ToDouble(r["应缴（元）"], null)));
        Assert.DoesNotContain(rows, r => ((string)r["缴款人"]).Contains("张三", StringComparison.Ordinal));

        var otherOffice = (await stage.Window.ActAsync("housing1")).Actor.Post!;
        Assert.Empty((await stage.Host.InScopeAsync(s => s.GetRequiredService<FeeOrders>().PageAsync(otherOffice, new FeeFilter(), null, default))).Rows);
        using var supervisor = await stage.Window.SignInAsync("supervisor1");
        Assert.Equal(FeeOrders.PageSize, (await supervisor.OpenAsync("/office/fees")).QuerySelectorAll("tbody tr").Length);
        using var reviewer = await stage.Window.SignInAsync("reviewer1");
        Assert.NotEqual(HttpStatusCode.OK, await reviewer.StatusAsync("/office/fees"));
        Assert.NotEqual(HttpStatusCode.OK, await reviewer.StatusAsync("/office/fees/export"));
    }

    private static Task<int> CopyAsync(FeeStage stage, FeeOrder order, int times) => stage.Host.InDatabaseAsync(async db =>
    {
        for (var i = 0; i < times; i++)
        {
            db.Add(new FeeOrder
            {
                Id = Guid.CreateVersion7(stage.Host.Clock.GetUtcNow()),
                CaseId = Guid.CreateVersion7(),
                Number = $"{order.Number}-{i}",
                CaseNumber = order.CaseNumber,
                ItemName = order.ItemName,
                OrganisationId = order.OrganisationId,
                OrganisationName = order.OrganisationName,
                RegionCode = order.RegionCode,
                ApplicantId = order.ApplicantId,
                PayerMasked = order.PayerMasked,
                TotalFen = order.TotalFen,
                RaisedAt = order.RaisedAt,
                RaisedOn = order.RaisedOn,
                RaisedById = order.RaisedById,
                RaisedByName = order.RaisedByName,
                NoticeId = order.NoticeId,
            });
        }

        return await db.SaveChangesAsync();
    });

    private static async Task PayAsync(FeeStage stage, Guid caseId)
    {
        await stage.StartPayingAsync(caseId);
        var number = (await stage.OrderAsync(caseId)).Number;
        stage.Gateway.Pay(number);
        Assert.Equal(HttpStatusCode.OK, await stage.NotifyAsync(stage.Gateway.Notification(number)));
    }

    private static Task<string> HandOverAsync(FeeStage stage, Guid step) =>
        CodeAsync<DeliverResult>(stage, async d => await d.HandOverAsync(new(step, "", true, "张三"), await stage.Window.ActAsync("issuer1"), default));

    private static async Task<string> RaiseAsync(FeeStage stage, Guid caseId, string login, params RaiseFee.Line[] lines)
    {
        var act = await stage.Window.ActAsync(login);
        return await CodeAsync<RaiseFee>(stage, r => r.HandleAsync(new RaiseFee.Command(caseId, lines), act, default));
    }

    private static Task<string> CodeAsync<TAct>(FeeStage stage, Func<TAct, Task<Outcome<Guid>>> run)
        where TAct : notnull => CodeAsync<TAct>(stage, async act => (Outcome)await run(act));

    private static Task<string> CodeAsync<TAct>(FeeStage stage, Func<TAct, Task<Outcome>> run)
        where TAct : notnull => stage.Host.InScopeAsync(async s => await run(s.GetRequiredService<TAct>()) is { Ok: false } refused ? refused.Problems[0].Code : "ok");
}
