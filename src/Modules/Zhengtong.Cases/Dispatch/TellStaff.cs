using Zhengtong.Cases.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>Tells both sides of a dispatched step: who had it that it went, who gets it that it came. In their inbox, and by text message where they left a number.</summary>
internal sealed class TellStaff(Database db, IMessages messages, IOrganisations organisations) : ISubscriber<StepRouted>
{
    /// <summary>A large office is told through a few: its work list shows the step to all.</summary>
    private const int MostTold = 10;

    public async Task HandleAsync(StepRouted happened, Guid eventId, CancellationToken ct)
    {
        var moved = happened.FromOrganisationId != happened.ToOrganisationId;
        var receivers = happened.ToStaffId is { } named ? [named] : await OfAsync(happened.ToOrganisationId, happened.Role, ct);
        var givers = (happened.FromStaffId is { } holder ? [holder] : moved ? await OfAsync(happened.FromOrganisationId, happened.Role, ct) : []).Except(receivers).ToList();
        var what = $"“{happened.ItemName}”（{happened.Number}）的“{happened.StepName}”环节";
        foreach (var receiver in receivers)
        {
            await SendAsync(receiver, "有环节调度给您", $"{what}调度给{(moved ? happened.ToOrganisationName : "您")}办理，办理期限不变。理由：{happened.Reason}", happened, eventId, ct);
        }

        foreach (var giver in givers)
        {
            await SendAsync(giver, "有环节已调度", $"{what}已调度给{(moved ? happened.ToOrganisationName : "其他同事")}办理，您不用再办。理由：{happened.Reason}", happened, eventId, ct);
        }
    }

    private async Task SendAsync(Guid staffId, string title, string body, StepRouted happened, Guid eventId, CancellationToken ct)
    {
        var line = $"{title}：{happened.ItemName}";
        messages.Send(db, new NewMessage(
            staffId, line.Length <= 100 ? line : line[..99] + "…", body, $"{eventId}:{staffId}", Link(happened), Phone: await organisations.PhoneOfStaffAsync(staffId, ct)));
    }

    private static string Link(StepRouted happened) => happened.Role switch
    {
        Roles.WindowClerk => "/desk",
        Roles.IssueClerk => "/desk/issue",
        Roles.AcceptanceLead => "/desk/leads",
        _ => $"/office/cases/{happened.StepId}",
    };

    private async Task<List<Guid>> OfAsync(Guid organisation, string role, CancellationToken ct) =>
        [.. (await organisations.ColleaguesAsync(organisation, [role], ct, CasesFunctions.OfSteps(role))).Select(c => c.StaffId).Distinct().Take(MostTold)];
}
