using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Publishes a reviewed or registered standard to everybody (17.01, 17.05), by another than who proposed it or wrote in it. What it replaces ends on the day it comes into force.</summary>
internal sealed class PublishStandard(Database db, ResponsibleStaff persons)
{
    internal sealed class Command
    {
        public string? Number { get; set; }

        public DateOnly? IssuedOn { get; set; }

        public DateOnly? InForceOn { get; set; }
    }

    public async Task<Outcome> HandleAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        var of = await db.Set<Standard>().DecidedBy(act.Actor, await persons.KeepersOfNationAsync(ct)).SingleOrDefaultAsync(s => s.Id == id, ct);
        if (of is null || of.On(LegalDay.Of(act.At)) != StandardStatus.ToPublish)
        {
            return of is null ? ProposeStandard.Unknown : ProposeStandard.NotNow;
        }

        if (of.WasWrittenBy(act.Actor.Id))
        {
            return DecideProject.Own;
        }

        if (act.SawOther(of.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        var (number, issued, inForce) = of.Existing ? (StandardNumber.Parse(of.Number), of.IssuedOn, of.InForceOn) : (StandardNumber.Parse(command.Number), command.IssuedOn, command.InForceOn);
        var problems = new List<Problem>();
        if (number is null)
        {
            problems.Add(StandardInput.Malformed("Number"));
        }
        else if (number.Level != of.Level || number.Region != of.RegionCode)
        {
            problems.Add(Problem.Invalid("catalogue.standard-number-region", $"{of.RegionName}的{of.Level.Name()}编号以 DB{of.RegionCode} 开头，请核对。", "Number"));
        }

        StandardInput.Dates(issued, inForce, problems);
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        if (of.ReplacesId is { } oldId && await ReplaceAsync(oldId, of, inForce!.Value, act, ct) is { } refused)
        {
            return refused;
        }

        of.Publish(number!.Text, issued!.Value, inForce!.Value, act);
        db.Record(of, act, "standard-published", new { of.Number, of.IssuedOn, of.InForceOn, text = of.TextId, replaces = of.ReplacesId });
        db.Publish(new StandardShown(id, []), act.At);
        await db.TellOutsideAsync(of, act.At, ct);
        return await db.SaveAsync(ct, ProposeStandard.NumberTaken);
    }

    private async Task<Problem?> ReplaceAsync(Guid oldId, Standard by, DateOnly on, Act act, CancellationToken ct)
    {
        var old = await db.Set<Standard>().SingleAsync(s => s.Id == oldId, ct);
        if (old.ReplacedById is not null)
        {
            return Problem.Conflict("catalogue.standard-replaced-already", $"{old.Number} 已由另一项标准代替，请撤回或核对。");
        }

        old.ReplacedBy(by.Id, on);
        db.Record(old, act, "standard-replaced", new { by = by.Title, on });
        db.Publish(new StandardShown(oldId, []), act.At);
        await db.TellOutsideAsync(old, act.At, ct);
        return null;
    }
}
