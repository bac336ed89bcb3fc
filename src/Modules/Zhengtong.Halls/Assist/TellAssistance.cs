using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Assist;

/// <summary>Tells the helpers that somebody asks for them, and who asked what became of it (05.20). The rows leave in the save of the act they tell of.</summary>
internal sealed class TellAssistance(Database db, IMessages messages, IOrganisations organisations, IParties parties)
{
    /// <summary>The window clerks of the hall's region; where a town has none, those of the nearest region above, who help there.</summary>
    public async Task AskedAsync(AssistRequest of, CancellationToken ct)
    {
        var asked = $"“{of.ItemName}”，{of.HallName}，希望时间：{of.When()}。请在{LegalDay.Date(of.AnswerBy)}前联系。";
        foreach (var clerk in await organisations.NearestAsync(Roles.WindowClerk, of.RegionCode, [], ct, HallsModule.Assistance))
        {
            Send(of, clerk, "asked", "有群众申请帮办代办", asked, AssistPageModel.Path + "/" + of.Id);
        }
    }

    public void Withdrawn(AssistRequest of)
    {
        if (of.HelperId is { } helper)
        {
            Send(of, helper, "withdrawn", "帮办代办申请已撤回", $"“{of.ItemName}”的申请人撤回了申请，不用再帮办。", AssistPageModel.Path + "/" + of.Id);
        }
    }

    public async Task AnsweredAsync(AssistRequest of, string title, string body, CancellationToken ct)
    {
        var profile = await parties.FindAsync(of.PartyId, ct);
        messages.Send(db, new NewMessage(of.PartyId, title, $"您申请帮办代办的“{of.ItemName}”：{body}", Key(of, of.PartyId, "answered"), "/my/assistance/" + of.Id, profile?.Email, of.Phone));
    }

    private void Send(AssistRequest of, Guid staff, string step, string title, string body, string link) => messages.Send(db, new NewMessage(staff, title, body, Key(of, staff, step), link));

    private static string Key(AssistRequest of, Guid to, string step) => $"assist-{step}:{of.Id:N}:{of.Revision}:{to:N}";
}
