using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Coach;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Space;

/// <summary>What a party was told before it applied: pre-reviews and coaching.</summary>
internal sealed class AdviceSource(Database db) : ISpaceSource
{
    public string Key => "advice";

    public string Name => "网上预审和申报辅导";

    public int Order => 45;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var asked in await db.Set<PreReviewRequest>().AsNoTracking().Where(p => p.PartyId == party.Id).OrderBy(p => p.Id).ToListAsync(ct))
        {
            var remarks = JsonSerializer.Deserialize<List<PreReviewRemark>>(asked.Remarks)!;
            yield return new SpaceRecord(
                $"网上预审：{asked.ItemName}", asked.RequestedAt, new("预审编号", asked.Number), new("单位", asked.OrganisationName), new("答复", asked.Answer?.Name() ?? ""), new("意见", asked.Text),
                new("需要修改的地方", string.Join('；', remarks.Select(r => $"{r.Name}：{r.What}"))), new("结果", asked.Ending?.Name() ?? ""));
        }

        foreach (var coaching in await db.Set<Coaching>().AsNoTracking().Where(c => c.PartyId == party.Id).OrderBy(c => c.Id).ToListAsync(ct))
        {
            var ids = Coachings.FilesOf(coaching).Select(f => f.FileId).ToList();
            var files = ids.Count == 0 ? [] : await db.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct);
            yield return new SpaceRecord(
                $"申报辅导：{coaching.ItemName}", coaching.RegisteredAt, new("辅导编号", coaching.Number), new("单位", coaching.ByOrganisationName), new("日期", LegalDay.Date(coaching.HeldOn)),
                new("方式", coaching.Form.Name()), new("意见", coaching.Advice)) { Files = files };
        }
    }
}
