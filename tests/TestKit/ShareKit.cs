using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Shares;

namespace Zhengtong.TestKit;

/// <summary>Shares of data as three people bring them about: one asks, one assesses, one reviews. A system that gets personal data is enabled only under one.</summary>
public static class ShareKit
{
    private static readonly Guid Asker = Guid.CreateVersion7(), Assessor = Guid.CreateVersion7(), Reviewer = Guid.CreateVersion7();

    /// <summary>A share of the demo's county by which a system gets what it asks for, in force for a year from today.</summary>
    public static async Task<Guid> ReviewedShareAsync(this TestHost host, Guid systemId)
    {
        var today = LegalDay.Today(host.Clock);
        var asked = await host.InScopeAsync(s => s.GetRequiredService<AskShare>().HandleAsync(
            new()
            {
                Resource = "平台账号信息", SystemId = systemId, Purpose = "核对申请人身份", Basis = "单独同意", PersonalFields = "姓名等", Frequency = "登录时一次", From = today, Until = today.AddYears(1),
            },
            host.ActOf(Asker), CancellationToken.None));
        var share = Sure(asked).Value;
        await host.ReviewShareAsync(share);
        return share;
    }

    /// <summary>Assesses and reviews, once more where that was done before.</summary>
    /// <param name="until">The last day; none: a year from today.</param>
    public static async Task ReviewShareAsync(this TestHost host, Guid share, DateOnly? until = null)
    {
        var today = LegalDay.Today(host.Clock);
        Sure(await host.InScopeAsync(s => s.GetRequiredService<ReviewShare>().AssessAsync(
            share, new() { Likelihood = RiskGrade.Low, Harm = RiskGrade.Medium, Measures = "双向加密、最小权限", Assessment = "必要，风险可控" }, host.ActOf(Assessor), CancellationToken.None)));
        Sure(await host.InScopeAsync(s => s.GetRequiredService<ReviewShare>().ReviewAsync(
            share, new() { Verdict = ShareVerdict.Passed, Grounds = "依据充分", From = today, Until = until ?? today.AddYears(1).AddDays(-1) }, host.ActOf(Reviewer), CancellationToken.None)));
    }

    /// <summary>Ends the share by which a system gets data.</summary>
    public static async Task EndShareAsync(this TestHost host, Guid systemId)
    {
        var share = await host.InDatabaseAsync(db => db.Set<DataShare>().Where(s => s.SystemId == systemId).Select(s => s.Id).SingleAsync());
        Sure(await host.InScopeAsync(s => s.GetRequiredService<ReviewShare>().EndAsync(share, host.ActOf(Reviewer) with { Reason = "不再共享" }, CancellationToken.None)));
    }

    private static Act ActOf(this TestHost host, Guid id) => new(
        new Actor(id, "数据安全员", ActorKind.Staff, new Post(Guid.Empty, Roles.Administrator, Guid.Empty, DemoPeople.ApprovalOffice, DemoPeople.Region)),
        null, End.Pc, "", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));

    private static T Sure<T>(T outcome)
        where T : Outcome => outcome.Ok ? outcome : throw new InvalidOperationException(outcome.Problems[0].Message);
}
