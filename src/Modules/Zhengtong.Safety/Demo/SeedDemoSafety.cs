using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Demo;

/// <summary>The rules of the demo's county with a set of measures, and one emergency plan: invented, marked （演示）. A region that has rules keeps them.</summary>
internal sealed class SeedDemoSafety(Database db, IConfiguration configuration, TimeProvider clock)
{
    private const string Office = "广安区数据主管部门（演示）";
    private const string Invented = "这是演示用的内容，不是任何单位的规定。";

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        if (!configuration.GetValue("Demo:Enabled", false) || await db.Set<SafetyRules>().AnyAsync(r => r.RegionCode == DemoPeople.Region, ct))
        {
            return Outcome.Done();
        }

        var act = Act.BySystem("演示数据", clock.GetUtcNow().UtcDateTime);
        var today = LegalDay.Of(act.At);
        var rules = new SafetyRules { Id = Guid.CreateVersion7(act.At), RegionCode = DemoPeople.Region };
        rules.Write("广安区政务数据安全管理办法（演示）", Invented, today, act);
        rules.Write([.. Measures()], act);
        var version = rules.Publish(act);
        db.AddRange(rules, version);
        db.Record(rules, act, "rules-published", new { version.Number, version.Title, version.EffectiveFrom });

        var plan = new EmergencyPlan { Id = Guid.CreateVersion7(act.At), RegionCode = DemoPeople.Region };
        plan.Write("数据泄露应急预案（演示）", Invented, 12, act);
        var published = plan.Publish(null, today, act);
        db.AddRange(plan, published);
        db.Record(plan, act, "plan-published", new { published.Number, published.Name, plan.ExerciseBy });
        return await db.SaveAsync(ct);
    }

    /// <summary>Opening and destruction on the extranet are left out, so that gaps can be seen.</summary>
    private static IEnumerable<Measure> Measures()
    {
        ProtectedObject[] all = [ProtectedObject.Extranet, ProtectedObject.Exchange, ProtectedObject.Online], platforms = [ProtectedObject.Exchange, ProtectedObject.Online];
        yield return Of(DataStage.Collect, all, "最小必要采集", "只采集办理事项必需的数据项，能共享取得的不再要求提交。");
        yield return Of(DataStage.Transmit, all, "加密传输", "全程加密传输，接口双向签名，拒绝明文连接。");
        yield return Of(DataStage.Store, all, "加密存储和备份", "个人信息加密存储，密钥与数据库分开保管，定期备份并演练恢复。");
        yield return Of(DataStage.Use, all, "按岗位授权、留痕", "按岗位和区划授权，查看未脱敏的个人信息须写明用途并留痕。");
        yield return Of(DataStage.Share, all, "先评估、后审查、再共享", "共享前评估风险并通过安全审查，到期重新审查，逐次登记。");
        yield return Of(DataStage.Open, platforms, "脱敏后开放", "开放前脱敏，经审核后公布。");
        yield return Of(DataStage.Destroy, platforms, "到期销毁", "超过保存期限的及时销毁，并留销毁记录。");
    }

    private static Measure Of(DataStage stage, IReadOnlyList<ProtectedObject> objects, string safeguard, string requirement) =>
        new(stage.ToString(), stage, objects, safeguard, Office, "数据安全负责人", requirement);
}

/// <summary>With the demo switched on its rules are there from the first start.</summary>
internal sealed class DemoSafetyStart(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemoSafety>().RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
