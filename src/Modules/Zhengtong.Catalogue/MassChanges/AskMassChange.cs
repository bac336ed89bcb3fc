using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>Asks a second person to approve what was checked without a fault (01.19): a file of items by who uploaded it, a national list by who compared it, entries by who chose them.</summary>
internal sealed class AskMassChange(Database db, TakeOverEntries entries, TellMassChange tell)
{
    public const int ReasonLength = 500;
    private const int LongestTitle = 200;
    public static readonly Problem Unknown = Problem.NotFound("catalogue.mass-unknown", "没有找到这次批量变更，或者它不在您的管理范围内。");
    private static readonly Problem Open = Problem.Conflict("catalogue.mass-open", "这份文件已经提交，正在等待批准。");
    private static readonly Problem Past = Problem.Conflict("catalogue.mass-past", "这份文件已经执行过，不用再做一次。");
    private static readonly Problem Nothing = Problem.Conflict("catalogue.mass-nothing", "这份文件没有通过检查，或者没有任何变化，不用提交。");

    public async Task<Outcome> SheetAsync(Guid runId, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        var run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId && r.Kind == RunningSheets.Kind && r.ById == me && r.DryRun, ct);
        return run is null ? Unknown
            : run is not { EndedAt: not null, Failed: 0 } || run.Added + run.Changed == 0 ? Nothing
            : await AskAsync(MassChangeKind.Sheet, run.Id, run.FileName, run.Fingerprint, (run.Added, run.Changed, 0), null, act, ct);
    }

    /// <summary>A list of items or guides, by the administrator who checked it. Rows that failed are left out.</summary>
    public async Task<Outcome> ImportAsync(Guid runId, Act act, CancellationToken ct)
    {
        var (me, region) = (act.Actor.Id, act.Actor.Post?.RegionCode ?? "");
        var run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId && ImportUpload.Approved.Contains(r.Kind) && r.ById == me && r.RegionCode == region && r.DryRun, ct);
        return run is null || !act.Actor.Has(Roles.Administrator) ? Unknown
            : run.EndedAt is null || run.Added + run.Changed == 0 ? Nothing
            : await AskAsync(MassChangeKind.Import, run.Id, run.FileName, run.Fingerprint, (run.Added, run.Changed, 0), null, act, ct);
    }

    /// <param name="cancelOn">From when entries that the list no longer has are cancelled.</param>
    public async Task<Outcome> ListAsync(Guid takeoverId, DateOnly? cancelOn, Act act, CancellationToken ct)
    {
        if (!TakeOverList.MayTake(act.Actor))
        {
            return TakeOverList.NotYours;
        }

        var list = await db.Set<ListTakeover>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == takeoverId, ct);
        return list is null ? Unknown
            : list.CheckedById != act.Actor.Id ? Problem.Forbidden("catalogue.mass-not-checker", "清单由上传比对的人提交批准。")
            : list.Added + list.Changed + list.Removed == 0 ? Nothing
            : list.Removed > 0 && (cancelOn is null || cancelOn <= LegalDay.Of(act.At)) ? Problem.Invalid("catalogue.takeover-cancel", $"新清单没有的 {list.Removed} 项要取消，请填写计划取消日期，应晚于今天。", "CancelOn")
            : await AskAsync(MassChangeKind.NationalList, list.Id, list.FileName, list.Fingerprint, (list.Added, list.Changed, list.Removed), list.Removed > 0 ? cancelOn : null, act, ct);
    }

    /// <returns>The choice.</returns>
    public async Task<Outcome<Guid>> EntriesAsync(IReadOnlyList<Guid> chosen, Act act, CancellationToken ct) => await EntriesAsync(await entries.ChooseAsync(chosen, act, ct), act, ct);

    /// <summary>The newer version of one entry, as its adoption task shows it (01.17).</summary>
    /// <param name="extra">Keys of elements that are taken as above although one's own differs.</param>
    /// <returns>The choice.</returns>
    public async Task<Outcome<Guid>> AdoptionAsync(Guid upper, IReadOnlyList<string> extra, Act act, CancellationToken ct) =>
        await EntriesAsync(await entries.ChooseAsync([upper], act, ct, extra), act, ct);

    /// <summary>That one's own entry is paused, resumed or cancelled with the one above, as its adoption task asks (01.17).</summary>
    /// <returns>The choice.</returns>
    public Task<Outcome<Guid>> FollowingAsync(FollowedStatus follows, Act act, CancellationToken ct) => EntriesAsync(entries.ChooseFollowing(follows, act), act, ct);

    private async Task<Outcome<Guid>> EntriesAsync(Outcome<EntryChoice> chosen, Act act, CancellationToken ct)
    {
        if (!chosen.TryGet(out var choice))
        {
            return Outcome<Guid>.Because(chosen.Problems);
        }

        var content = choice.Read();
        var renewed = content.Taken.Count(t => t.Renews);
        var counts = (content.Taken.Count - renewed, content.Follows is null ? renewed : 1, 0);
        var title = content.Title.Length <= LongestTitle ? content.Title : content.Title[..(LongestTitle - 1)] + "…";
        var asked = await AskAsync(MassChangeKind.Entries, choice.Id, title, "", counts, null, act, ct);
        if (asked.Ok)
        {
            return choice.Id;
        }

        db.ChangeTracker.Clear();
        return Outcome<Guid>.Because(asked.Problems);
    }

    private async Task<Outcome> AskAsync(MassChangeKind kind, Guid subject, string file, string fingerprint, (int, int, int) counts, DateOnly? cancelOn, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > ReasonLength)
        {
            return Problem.Invalid("catalogue.mass-reason", $"请填写理由或依据，例如文件的名称和文号，不超过 {ReasonLength} 字。", "Reason");
        }

        var before = await db.Set<MassChange>().AsNoTracking().Where(c => c.SubjectId == subject).ToListAsync(ct);
        if (before.Exists(c => c.Status is MassChangeStatus.Waiting or MassChangeStatus.Running))
        {
            return Open;
        }

        if (before.Exists(c => c.Status == MassChangeStatus.Done))
        {
            return Past;
        }

        var change = MassChange.Ask(kind, subject, file, fingerprint, counts, cancelOn, act);
        db.Add(change);
        db.Record(change, act, "mass-asked", new { kind = kind.ToString(), change.FileName, change.Fingerprint, change.Added, change.Changed, change.Removed, change.CancelOn });
        await tell.AskedAsync(change, ct);
        return await db.SaveAsync(ct, Open);
    }
}
