using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>What is missing may be told only once (一次性告知, 03.13): a second notice on the same case is shown to supervision.</summary>
internal sealed class WatchCorrections(Database db, CaseFiles files, TimeProvider clock) : ISubscriber<CorrectionAsked>
{
    public const string Rule = "second-correction";

    public async Task HandleAsync(CorrectionAsked happened, Guid eventId, CancellationToken ct)
    {
        var notices = await db.Set<Notice>().CountAsync(x => x.CaseId == happened.CaseId && x.Kind == NoticeKinds.OneTime.Key, ct);
        if (notices < 2 || await db.Set<CaseWarning>().AnyAsync(x => x.CaseId == happened.CaseId && x.Rule == Rule, ct))
        {
            return;
        }

        var act = Act.BySystem("电子监察规则", clock.GetUtcNow().UtcDateTime);
        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(x => x.Id == happened.CaseId, ct), ct);
        RaiseWarnings.Keep(file, Rule, WarningLevel.Notice, "对同一办件第二次要求补正，请核查理由", null, act);
    }
}
