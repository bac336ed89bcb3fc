using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>Who is told of what comes down from above, of an objection and of its answer. Adds messages, does not save.</summary>
internal sealed class TellAdoption(Database db, IMessages messages, IOrganisations organisations, NearestManagers managers)
{
    private const int MostTold = 10;

    /// <summary>That something is to be taken over: one message, however many items it concerns.</summary>
    public void Made(FanOutRun run, Guid staff, AdoptionTask any, int items)
    {
        var what = any.UpperStatus is { } status ? $"上级目录{AdoptionList.Of(status)}了“{any.UpperName.Shortened()}”" : $"上级目录“{any.UpperName.Shortened()}”发布了第 {any.ToVersion} 版";
        messages.Send(db, new NewMessage(
            staff, "有上级变更待承接", $"{what}，您负责的 {items} 个事项请在 {LegalDay.MonthDay(any.DueOn)}前承接；不能承接的请写明理由提出异议。", $"adoption-made:{run.Id:N}:{staff:N}", AdoptionsPageModel.Path));
    }

    /// <summary>Once a day: what is due soon and what is overdue.</summary>
    public void Due(Guid staff, int soon, int late, DateOnly today)
    {
        var told = (late, soon) switch
        {
            (0, _) => $"{soon} 个即将到期",
            (_, 0) => $"{late} 个已超期",
            _ => $"{late} 个已超期，{soon} 个即将到期",
        };
        messages.Send(db, new NewMessage(
            staff, late > 0 ? "上级变更承接超期" : "上级变更承接即将到期", $"您负责的事项中，待承接的上级变更有{told}，请尽快办理。", $"adoption-due:{today:yyyyMMdd}:{staff:N}", AdoptionsPageModel.Path + (late > 0 ? "?show=overdue" : "")));
    }

    /// <summary>Editors keep the items of their organisation, managers the entries of their region; items of an organisation without editors are the managers' to look after.</summary>
    public async Task<List<Guid>> KeepersAsync(Keepers whose, CancellationToken ct)
    {
        List<Guid> editors = whose.Kind == ItemKind.Implementation
            ? [.. (await organisations.ColleaguesAsync(whose.OrganisationId, [Roles.ItemEditor], ct)).Select(e => e.StaffId).Distinct().Take(MostTold)] : [];
        return editors.Count > 0 ? editors : [.. (await organisations.InRegionAsync(Roles.CatalogueManager, whose.RegionCode, ct)).Select(m => m.StaffId).Distinct().Take(MostTold)];
    }

    /// <summary>To the managers of the region whose entry it is, or of the nearest above it that has any.</summary>
    public async Task ContestedAsync(AdoptionTask task, CancellationToken ct)
    {
        foreach (var manager in await AboveAsync(task, ct))
        {
            messages.Send(db, new NewMessage(
                manager, "有下级对目录变更提出异议", $"{task.OrganisationName}对“{task.UpperName.Shortened()}”第 {task.ToVersion} 版提出异议：{task.ContestReason} 请在 {LegalDay.MonthDay(task.AnswerDueOn!.Value)}前答复。",
                $"adoption-contested:{task.Id:N}:{manager}", Link(task)));
        }
    }

    /// <summary>Once a day while the answer is overdue.</summary>
    public async Task AnswerOverdueAsync(AdoptionTask task, DateOnly today, CancellationToken ct)
    {
        foreach (var manager in await AboveAsync(task, ct))
        {
            messages.Send(db, new NewMessage(
                manager, "异议超过答复期限", $"{task.OrganisationName}对“{task.UpperName.Shortened()}”的异议应在 {LegalDay.MonthDay(task.AnswerDueOn!.Value)}前答复，请尽快答复。",
                $"adoption-answer-late:{task.Id:N}:{today:yyyyMMdd}:{manager}", Link(task)));
        }
    }

    /// <summary>To whoever contested, and the editors of the organisation.</summary>
    public async Task AnsweredAsync(AdoptionTask task, CancellationToken ct)
    {
        var editors = await organisations.ColleaguesAsync(task.OrganisationId, [Roles.ItemEditor], ct);
        var told = editors.Select(e => e.StaffId).Concat(task.ContestedById is { } by ? [by] : []).Distinct().Take(MostTold);
        var what = task.KeptAt is not null
            ? "异议已采纳，事项保持不变" + (task.ClosedAt is null ? $"，其余内容请在 {LegalDay.MonthDay(task.DueOn)}前承接" : "")
            : task.ExceptedElements.Length == 0
            ? $"异议没有采纳，请在 {LegalDay.MonthDay(task.DueOn)}前承接"
            : $"批准“{task.ExceptedElements}”在 {LegalDay.Date(task.ExceptedUntil!.Value)}前可以不一致" + (task.ExceptedAt is null ? $"，其余内容请在 {LegalDay.MonthDay(task.DueOn)}前承接" : "");
        foreach (var staff in told)
        {
            messages.Send(db, new NewMessage(staff, "上级答复了承接异议", $"“{task.ItemName.Shortened()}”：{what}。答复：{task.AnswerReason}", $"adoption-answered:{task.Id:N}:{staff}", Link(task)));
        }
    }

    /// <summary>Nobody answers himself: where only he keeps the entry, it is for those above.</summary>
    private async Task<IReadOnlyList<Guid>> AboveAsync(AdoptionTask task, CancellationToken ct)
    {
        var region = await db.Set<Item>().Where(i => i.Id == task.UpperId).Select(i => i.RegionCode).SingleAsync(ct);
        return await managers.OfAsync(region, task.ContestedById is { } contester ? [contester] : [], ct);
    }

    private static string Link(AdoptionTask task) => $"{AdoptionsPageModel.Path}/{task.Id}";
}

/// <summary>Those who look after tasks together.</summary>
internal sealed record Keepers(ItemKind Kind, Guid OrganisationId, string RegionCode);
