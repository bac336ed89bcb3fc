using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Fees;

/// <summary>An item with published fees, the people of the demo, and a payment platform on loopback.</summary>
internal sealed class FeeStage : IAsyncDisposable
{
    public static readonly FeeTerms Fees = new()
    {
        Charged = true,
        Text = "工本费 10 元/证，公告费 80.50 元",
        Items =
        [
            new FeeItem("证照工本费", "10元/证", "川发改价格〔2017〕472号"),
            new FeeItem("公告费", "80.50元", "川发改价格〔2017〕473号"),
            new FeeItem("评审费", "按评审工作量 500-1000 元", "川发改价格〔2017〕474号"),
        ],
    };

    private FeeStage(WindowStage window, PaymentStandIn gateway) => (Window, Gateway) = (window, gateway);

    public WindowStage Window { get; }

    public PaymentStandIn Gateway { get; }

    public TestHost Host => Window.Host;

    public static async Task<FeeStage> StartAsync(Engine engine, ItemContent? content = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var gateway = await PaymentStandIn.StartAsync();
        var window = await WindowStage.StartAsync(engine, content ?? WindowStage.Food with { Fee = Fees }, b =>
        {
            gateway.Attach(b);
            adjust?.Invoke(b);
        });
        gateway.Clock = window.Host.Clock;
        return new FeeStage(window, gateway);
    }

    public async Task<Guid> AcceptedAsync(string delivery = "pickup")
    {
        var caseId = await Window.ApplyAsync(delivery: delivery);
        var intake = await Window.StepAsync(caseId);
        await Window.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(intake.Id, "", act, default), "clerk1");
        return caseId;
    }

    /// <summary>Two certificates and the announcement: 100.50 元.</summary>
    public Task<Guid> RaiseAsync(Guid caseId, params RaiseFee.Line[] lines) => Window.DoAsync<RaiseFee, Guid>(
        (r, act) => r.HandleAsync(new RaiseFee.Command(caseId, lines.Length > 0 ? lines : [new(0, 2), new(1, 1)]), act, default), "clerk1");

    public Task<string> StartPayingAsync(Guid caseId) => Window.DoAsync<PayFee, string>((p, act) => p.StartAsync(caseId, "http://localhost", act, default), "zhangsan");

    public Task<FeeOrder> OrderAsync(Guid caseId) => Host.InDatabaseAsync(db => db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == caseId).OrderByDescending(o => o.Id).FirstAsync());

    public async Task<System.Net.HttpStatusCode> NotifyAsync(HttpRequestMessage notification)
    {
        using var network = Host.Browser();
        using (notification)
        {
            using var answer = await network.SendAsync(notification);
            return answer.StatusCode;
        }
    }

    public Task JobAsync() => Host.InScopeAsync(async s =>
    {
        await s.GetServices<Zhengtong.Platform.Jobs.IRecurringJob>().OfType<FindLostPayments>().Single().RunAsync(default);
        return true;
    });

    public async Task DispatchAsync()
    {
        var dispatcher = Host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(default) > 0)
        {
        }
    }

    public Task<List<string>> TraceAsync(Guid caseId) => Host.InDatabaseAsync(db => db.Set<Zhengtong.Platform.Auditing.TraceEntry>().Where(t => t.SubjectId == caseId).OrderBy(t => t.Sequence).Select(t => t.What).ToListAsync());

    public Task<int> NoticesAsync(Guid caseId, string kind) => Host.InDatabaseAsync(db => db.Set<Notice>().CountAsync(n => n.CaseId == caseId && n.Kind == kind));

    public async ValueTask DisposeAsync()
    {
        await Window.DisposeAsync();
        await Gateway.DisposeAsync();
    }
}
