using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>Reminds once a day the managers of a region of the changes they have not answered in time (01.18), and organisations of the opinions they owe (01.19).</summary>
internal sealed class RemindChanges(Database db, IMessages messages, IOrganisations organisations, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.remind-changes";
    private const int MostTold = 10;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        await OfChangesAsync(today, ct);
        await OfOpinionsAsync(today, ct);
    }

    private async Task OfChangesAsync(DateOnly today, CancellationToken ct)
    {
        var below = ChangeKinds.FromBelow;
        var late = await db.Set<ChangeRound>().AsNoTracking().Where(r => r.EndedOn == null && r.DueOn < today)
            .GroupBy(r => r.HandlerRegion).Select(g => new { Region = g.Key, Count = g.Count(), Asked = g.Count(r => below.Contains(r.Kind)) }).ToListAsync(ct);
        foreach (var region in late)
        {
            var asked = region.Asked == 0 ? "" : $"，其中下级的申请 {region.Asked} 份";
            foreach (var staff in (await organisations.InRegionAsync(Roles.CatalogueManager, region.Region, ct)).Select(c => c.StaffId).Distinct().Take(MostTold))
            {
                messages.Send(db, new NewMessage(
                    staff, "事项变更超过办理期限", $"有 {region.Count} 份变更单超过期限没有答复{asked}，请尽快审核、批准或退回。", $"change-late:{region.Region}:{today:yyyyMMdd}:{staff:N}", "/office/changes?show=all&overdue=true"));
            }

            // Told already today: the keys are taken, and that is all.
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task OfOpinionsAsync(DateOnly today, CancellationToken ct)
    {
        var late = await db.Set<ChangeOpinion>().AsNoTracking()
            .Where(o => o.GivenAt == null && o.DroppedAt == null && o.DueOn < today && db.Set<ChangeRound>().Any(r => r.Id == o.RoundId && r.EndedOn == null))
            .GroupBy(o => o.OrganisationId).Select(g => new { Organisation = g.Key, Count = g.Count() }).ToListAsync(ct);
        foreach (var body in late)
        {
            foreach (var staff in (await organisations.ColleaguesAsync(body.Organisation, JointReview.Givers, ct)).Select(c => c.StaffId).Distinct().Take(MostTold))
            {
                messages.Send(db, new NewMessage(
                    staff, "联合审核意见超过期限", $"有 {body.Count} 份变更单等待本单位出具意见，已经超过期限，请尽快办理。", $"opinion-late:{today:yyyyMMdd}:{body.Organisation:N}:{staff:N}",
                    ChangesPageModel.Path + "?show=" + ChangeFilter.Opinion));
            }

            // Told already today: the keys are taken, and that is all.
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
