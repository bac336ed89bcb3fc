using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Tells the editors of the organisation whose end deviates.</summary>
internal sealed class TellEditors(Database db, IMessages messages, IOrganisations organisations) : ISubscriber<EndDeviated>
{
    private const int MostTold = 10;

    public async Task HandleAsync(EndDeviated happened, Guid eventId, CancellationToken ct)
    {
        var editors = await organisations.ColleaguesAsync(happened.OrganisationId, [Roles.ItemEditor, Roles.CatalogueManager], ct);
        var title = "应用端内容与事项库不一致：" + happened.ItemName;
        foreach (var editor in editors.Select(e => e.StaffId).Distinct().Take(MostTold))
        {
            messages.Send(db, new NewMessage(
                editor, title.Length <= 100 ? title : title[..99] + "…", $"“{happened.EndName}”上的“{happened.ItemName}”有 {happened.Elements.Count} 个要素与事项库不一致：{string.Join("、", happened.Elements)}。请通知该端按事项库更正，或撤下这个事项。",
                $"{eventId}:{editor}", $"/office/ends/{happened.EndId}/items/{happened.EndItemId}"));
        }
    }
}
