using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>Who is told of an objection and of its answer. Adds messages, does not save.</summary>
internal sealed class TellAdoption(Database db, IMessages messages, IOrganisations organisations)
{
    private const int MostTold = 10;

    /// <summary>To the managers of the region whose entry it is, or of the nearest above it that has any.</summary>
    public async Task ContestedAsync(AdoptionTask task, CancellationToken ct)
    {
        foreach (var manager in await AboveAsync(task, ct))
        {
            messages.Send(db, new NewMessage(
                manager, "有下级对目录变更提出异议", $"{task.OrganisationName}对“{Short(task.UpperName)}”第 {task.ToVersion} 版提出异议：{task.ContestReason} 请在 {LegalDay.MonthDay(task.AnswerDueOn!.Value)}前答复。",
                $"adoption-contested:{task.Id:N}:{manager}", Link(task)));
        }
    }

    /// <summary>Once a day while the answer is overdue.</summary>
    public async Task AnswerOverdueAsync(AdoptionTask task, DateOnly today, CancellationToken ct)
    {
        foreach (var manager in await AboveAsync(task, ct))
        {
            messages.Send(db, new NewMessage(
                manager, "异议超过答复期限", $"{task.OrganisationName}对“{Short(task.UpperName)}”的异议应在 {LegalDay.MonthDay(task.AnswerDueOn!.Value)}前答复，请尽快答复。",
                $"adoption-answer-late:{task.Id:N}:{today:yyyyMMdd}:{manager}", Link(task)));
        }
    }

    /// <summary>To whoever contested, and the editors of the organisation.</summary>
    public async Task AnsweredAsync(AdoptionTask task, CancellationToken ct)
    {
        var editors = await organisations.ColleaguesAsync(task.OrganisationId, [Roles.ItemEditor], ct);
        var told = editors.Select(e => e.StaffId).Concat(task.ContestedById is { } by ? [by] : []).Distinct().Take(MostTold);
        var what = task.ExceptedElements.Length == 0
            ? $"异议没有采纳，请在 {LegalDay.MonthDay(task.DueOn)}前承接"
            : $"批准“{task.ExceptedElements}”在 {LegalDay.Date(task.ExceptedUntil!.Value)}前可以不一致" + (task.ExceptedAt is null ? $"，其余内容请在 {LegalDay.MonthDay(task.DueOn)}前承接" : "");
        foreach (var staff in told)
        {
            messages.Send(db, new NewMessage(staff, "上级答复了承接异议", $"“{Short(task.ItemName)}”：{what}。答复：{task.AnswerReason}", $"adoption-answered:{task.Id:N}:{staff}", Link(task)));
        }
    }

    private async Task<List<Guid>> AboveAsync(AdoptionTask task, CancellationToken ct)
    {
        var region = await db.Set<Item>().Where(i => i.Id == task.UpperId).Select(i => i.RegionCode).SingleAsync(ct);
        while (true)
        {
            // Nobody answers himself: where only he keeps the entry, it is for those above.
            var managers = (await organisations.InRegionAsync(Roles.CatalogueManager, region, ct)).Where(m => m.StaffId != task.ContestedById).ToList();
            if (managers.Count > 0 || region.Length == 0)
            {
                return [.. managers.Select(m => m.StaffId).Distinct().Take(MostTold)];
            }

            region = Above(region);
        }
    }

    private static string Above(string region) => region.Length switch
    {
        > 9 => region[..9],
        > 6 => region[..6],
        > 4 => region[..4],
        > 2 => region[..2],
        _ => "",
    };

    private static string Link(AdoptionTask task) => $"{AdoptionsPageModel.Path}/{task.Id}";

    private static string Short(string name) => name.Length <= 60 ? name : name[..59] + "…";
}
