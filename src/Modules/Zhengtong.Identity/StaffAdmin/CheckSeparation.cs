using Zhengtong.Identity.TwoPersons;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Tells the administrators of a region, once a week, that somebody holds roles that stand against each other (03.09).</summary>
internal sealed class CheckSeparation(SeparatedPosts separated, Database db, IMessages messages, TimeProvider clock) : IRecurringJob
{
    public string Name => "identity.check-separation";

    public TimeSpan Period => TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        foreach (var region in (await separated.ReadAsync("", ct)).GroupBy(r => r.RegionCode))
        {
            var body = $"{string.Join('、', region.Select(r => r.Name).Take(5))}{(region.Count() > 5 ? $"等 {region.Count()} 人" : "")}同时担任了不能由一人担任的岗位，请结束其中一个。";
            foreach (var administrator in await db.NearestAdministratorsAsync(region.Key, [], today, ct))
            {
                messages.Send(db, new NewMessage(administrator, "有人员岗位冲突", body, $"separation:{today:yyyyMMdd}:{region.Key}:{administrator:N}", SeparationPageModel.Path));
                await db.SaveAsync(ct);
                db.ChangeTracker.Clear();
            }
        }
    }
}
