using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Facilities;

/// <summary>States what a hall has (18.06), by the administrators of its region; each statement is an entry of the hall's trace and counts as a check.</summary>
internal sealed class KeepFacilities(Database db)
{
    public const string Stated = "facility-stated";
    public const string AllSeen = "facilities-checked";
    private const int MostNumber = 999;

    internal sealed class Command
    {
        public FacilityKind? Kind { get; set; }

        public string? Number { get; set; }

        public string? Place { get; set; }

        public bool Out { get; set; }

        public DateOnly? OutSince { get; set; }

        public DateOnly? OutUntil { get; set; }
    }

    public async Task<Outcome> StateAsync(Guid hallId, Command command, Act act, CancellationToken ct)
    {
        if (await db.HallsOf(act.Actor.Post!).SingleOrDefaultAsync(h => h.Id == hallId, ct) is not { } hall)
        {
            return SaveHall.Unknown;
        }

        var today = LegalDay.Of(act.At);
        var read = Read(command, today);
        if (!read.TryGet(out var facts))
        {
            return Outcome.Refused(read.Problems);
        }

        var facility = await db.Set<Facility>().SingleOrDefaultAsync(f => f.HallId == hallId && f.Kind == facts.Kind, ct);
        if (act.SawOther(facility?.Revision ?? 0))
        {
            return Database.ChangedMeanwhile;
        }

        if (facility is null)
        {
            facility = new Facility { Id = Guid.CreateVersion7(act.At), HallId = hallId, Kind = facts.Kind };
            db.Add(facility);
        }

        facility.State(facts, today, act);
        db.Record(hall, act, Stated, facts);
        return await db.SaveAsync(ct, Database.ChangedMeanwhile);
    }

    /// <summary>Went round, and everything that is registered is as it says.</summary>
    public async Task<Outcome> CheckAllAsync(Guid hallId, Act act, CancellationToken ct)
    {
        if (await db.HallsOf(act.Actor.Post!).SingleOrDefaultAsync(h => h.Id == hallId, ct) is not { } hall)
        {
            return SaveHall.Unknown;
        }

        var facilities = await db.Set<Facility>().Where(f => f.HallId == hallId).ToListAsync(ct);
        if (facilities.Count == 0)
        {
            return Problem.Invalid("halls.facilities-none", "还没有登记设施，请先逐项登记。");
        }

        if (act.SawOther(SeenOf(facilities)))
        {
            return Database.ChangedMeanwhile;
        }

        foreach (var facility in facilities)
        {
            facility.Check(LegalDay.Of(act.At), act);
        }

        db.Record(hall, act, AllSeen, new { facilities.Count });
        return await db.SaveAsync(ct);
    }

    /// <summary>What the page showed of all of them together.</summary>
    public static string SeenOf(IEnumerable<Facility> facilities) => facilities.Sum(f => f.Revision).ToString(CultureInfo.InvariantCulture);

    private static Outcome<FacilityFacts> Read(Command command, DateOnly today)
    {
        var problems = new List<Problem>();
        if (command.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            return Problem.Invalid("halls.facility-kind", "请从列表中选择要登记的设施。", nameof(command.Kind));
        }

        if (!int.TryParse(command.Number?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > MostNumber)
        {
            problems.Add(Problem.Invalid("halls.facility-number", $"请填写数量（0 到 {MostNumber} 的整数），没有的填 0。", nameof(command.Number)));
        }

        var place = (command.Place ?? "").Trim();
        if (place.Length > 100 || (number > 0 && place.Length == 0))
        {
            problems.Add(Problem.Invalid("halls.facility-place", "请写明在哪里能找到，例如“一楼大厅东侧”，不超过 100 个字。", nameof(command.Place)));
        }

        if (command.Out && number > 0 && (command.OutSince is not { } since || since > today))
        {
            problems.Add(Problem.Invalid("halls.facility-since", "请填写从哪一天起不能使用，不能晚于今天。", nameof(command.OutSince)));
        }
        else if (command is { Out: true, OutSince: { } from, OutUntil: { } until } && until < from)
        {
            problems.Add(Problem.Invalid("halls.facility-until", "预计恢复的日期不能早于停用的日期；不确定的可以不填。", nameof(command.OutUntil)));
        }

        return problems.Count > 0 ? Outcome<FacilityFacts>.Because(problems)
            : number == 0 ? new FacilityFacts(kind, 0, "", null, null)
            : new FacilityFacts(kind, number, place, command.Out ? command.OutSince : null, command.Out ? command.OutUntil : null);
    }
}
