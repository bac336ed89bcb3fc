using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.GuideFeedback;

/// <summary>
/// What somebody left to be reached by is kept as long as it is needed (个人信息保护法 art 19, 47): some days after his remark is done with it is gone. How many: <c>GuideFeedback:ContactDays</c>.
/// </summary>
internal sealed class EraseContacts(Database db, IConfiguration configuration, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.erase-contacts";
    private const int UsualDays = 30;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public Task RunAsync(CancellationToken ct)
    {
        var before = Act.Micro(clock.GetUtcNow().UtcDateTime.AddDays(-configuration.GetValue("GuideFeedback:ContactDays", UsualDays)));
        return db.UpdateAsync(
            db.Set<GuideRemark>().Where(r => r.SealedContact != "" && db.Set<Finding>().Any(f => f.Id == r.FindingId && f.ClosedAt < before)),
            s => s.SetProperty(r => r.SealedContact, ""),
            ct);
    }
}
