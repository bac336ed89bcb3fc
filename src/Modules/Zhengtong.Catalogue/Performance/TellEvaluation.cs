using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>Tells those who keep an item that it is to be mended until a day, and who rated it that it was, or was not in time (01.43). The rows leave in the save of the act they tell of.</summary>
internal sealed class TellEvaluation(Database db, IMessages messages, NearestManagers managers)
{
    public async Task RatedAsync(ItemEvaluation of, CancellationToken ct) =>
        await KeepersAsync(of, "rated", "事项绩效评价要求整改", $"“{of.ItemName}”被评价为{of.Rating.Name()}。请在 {LegalDay.Date(of.DueOn!.Value)} 前发布修改后的版本，再报告整改。整改要求：{of.Todo}", ct);

    public void Answered(ItemEvaluation of) =>
        Send(of, "answered", of.ById, "绩效评价的整改已完成", $"“{of.ItemName}”已在第 {of.DoneInVersion} 版整改，由{of.DoneByName}报告：{of.Answer}");

    public async Task LateAsync(ItemEvaluation of, CancellationToken ct)
    {
        await KeepersAsync(of, "late", "绩效评价的整改已超期", $"“{of.ItemName}”应在 {LegalDay.Date(of.DueOn!.Value)} 前整改，请尽快发布修改后的版本并报告。整改要求：{of.Todo}", ct);
        Send(of, "late-rater", of.ById, "绩效评价的整改已超期", $"“{of.ItemName}”（{of.OrganisationName}）没有在 {LegalDay.Date(of.DueOn!.Value)} 前整改，请督促。");
    }

    private async Task KeepersAsync(ItemEvaluation of, string step, string title, string body, CancellationToken ct)
    {
        // The organisation that has the item now, also when it succeeded another.
        var item = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == of.ItemId, ct);
        foreach (var staff in await managers.KeepersAsync(item.OrganisationId, item.RegionCode, ct))
        {
            Send(of, step, staff, title, body);
        }
    }

    private void Send(ItemEvaluation of, string step, Guid staff, string title, string body) =>
        messages.Send(db, new NewMessage(staff, title, body, $"evaluation-{step}:{of.Id:N}:{staff:N}", $"/office/items/{of.Code}/performance"));
}
