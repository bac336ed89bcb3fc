using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Sets up a programme of standards to be made and puts standards into it (17.08).</summary>
internal sealed class KeepProgramme(Database db, ResponsibleStaff persons)
{
    private const int MostTarget = 1000;
    private static readonly Problem Taken = Problem.Conflict("catalogue.programme-taken", "本地区已经有同名的编制计划，请换一个名称。");
    private static readonly Problem Unknown = Problem.NotFound("catalogue.programme-unknown", "没有找到这个编制计划，或您无权管理。");

    internal sealed class Command
    {
        public string? Name { get; set; }

        public int? Target { get; set; }

        public DateOnly? Deadline { get; set; }
    }

    public async Task<Outcome<Guid>> MakeAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager, RegionCode: { Length: > 0 and <= 4 } region })
        {
            return Problem.Forbidden("catalogue.programme-by-city", "编制计划由省、市的事项管理人员制定。");
        }

        if (Refusals(command) is { Count: > 0 } problems)
        {
            return Outcome<Guid>.Because(problems);
        }

        var made = new StandardProgramme { Id = Guid.CreateVersion7(act.At), RegionCode = region, MadeAt = act.At, MadeByName = act.Actor.Name };
        made.Write(command.Name!.Trim(), command.Target!.Value, command.Deadline!.Value);
        db.Add(made);
        db.Record(made, act, "programme-made", new { made.Name, made.Target, made.Deadline });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> ChangeAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        if (await db.Set<StandardProgramme>().KeptBy(act.Actor).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } of)
        {
            return Unknown;
        }

        if (act.SawOther(of.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (Refusals(command) is { Count: > 0 } problems)
        {
            return Outcome.Refused(problems);
        }

        of.Write(command.Name!.Trim(), command.Target!.Value, command.Deadline!.Value);
        db.Record(of, act, "programme-changed", new { of.Name, of.Target, of.Deadline });
        return await db.SaveAsync(ct, Taken);
    }

    /// <summary>Puts a standard into a programme of the manager's, or takes it out of it.</summary>
    /// <param name="dueOn">A day of its own, no later than the programme's.</param>
    public async Task<Outcome> PlaceAsync(Guid standardId, Guid? programmeId, DateOnly? dueOn, Act act, CancellationToken ct)
    {
        var of = await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == standardId, ct);
        if (of is null)
        {
            return ProposeStandard.Unknown;
        }

        var programme = programmeId is null ? null : await db.Set<StandardProgramme>().AsNoTracking().KeptBy(act.Actor).SingleOrDefaultAsync(p => p.Id == programmeId, ct);
        if (programmeId is not null && (programme is null || !of.RegionCode.StartsWith(programme.RegionCode, StringComparison.Ordinal)))
        {
            return Problem.Invalid("catalogue.programme-choice", "请选择您管理的、与标准同一地区的编制计划。", "Programme");
        }

        if (dueOn > programme?.Deadline)
        {
            return Problem.Invalid("catalogue.programme-due", "这项标准的完成日期不能晚于计划的截止日期。", "DueOn");
        }

        of.Place(programmeId, programmeId is null ? null : dueOn);
        db.Record(of, act, "standard-placed", new { programme = programme?.Name, dueOn });
        return await db.SaveAsync(ct);
    }

    private static List<Problem> Refusals(Command command)
    {
        var problems = new List<Problem>();
        if ((command.Name ?? "").Trim().Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.programme-name", "请填写计划名称，不超过 100 个字。", "Name"));
        }

        if (command.Target is not (>= 1 and <= MostTarget))
        {
            problems.Add(Problem.Invalid("catalogue.programme-target", $"请填写要编制修订的标准数，1 到 {MostTarget}。", "Target"));
        }

        if (command.Deadline is null)
        {
            problems.Add(Problem.Invalid("catalogue.programme-deadline", "请填写完成期限。", "Deadline"));
        }

        return problems;
    }
}
