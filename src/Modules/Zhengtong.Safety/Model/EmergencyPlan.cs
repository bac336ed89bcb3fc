using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Model;

/// <summary>An emergency plan for data security (应急预案, 18.11): drafted, published by another as a version that nobody changes, exercised every so many months.</summary>
internal sealed class EmergencyPlan : Drafted, ITraced
{
    public required Guid Id { get; init; }

    public required string RegionCode { get; init; }

    public string Name { get; private set; } = "";

    public string Text { get; private set; } = "";

    public int ExerciseMonths { get; private set; }

    public int Versions { get; private set; }

    /// <summary>By when it is exercised next; null: not published yet, or taken out of use.</summary>
    public DateOnly? ExerciseBy { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Write(string name, string text, int exerciseMonths, Act act)
    {
        (Name, Text, ExerciseMonths) = (name, text, exerciseMonths);
        Wrote(act);
        Revision++;
    }

    /// <param name="today">Of the publication; a plan that was never exercised is due so many months after it.</param>
    public PlanVersion Publish(DateOnly? lastHeld, DateOnly today, Act act)
    {
        Versions++;
        var version = new PlanVersion
        {
            PlanId = Id, Number = Versions, Name = Name, Text = Text, ExerciseMonths = ExerciseMonths, DraftedByName = DraftedByName, DraftedAt = DraftedAt!.Value,
            PublishedById = act.Actor.Id, PublishedByName = act.Actor.Name, PublishedAt = act.At,
        };
        Published();
        ExerciseBy = ExerciseRule.Next(lastHeld ?? today, ExerciseMonths);
        Revision++;
        return version;
    }

    /// <param name="months">Of the version in force.</param>
    public void Exercised(DateOnly lastHeld, int months)
    {
        ExerciseBy = ExerciseRule.Next(lastHeld, months);
        Revision++;
    }

    public void End(Act act)
    {
        (EndedAt, ExerciseBy) = (act.At, null);
        Revision++;
    }
}

internal sealed class PlanVersion : IAppendOnly
{
    public required Guid PlanId { get; init; }

    public required int Number { get; init; }

    public required string Name { get; init; }

    public required string Text { get; init; }

    public required int ExerciseMonths { get; init; }

    public required string DraftedByName { get; init; }

    public required DateTime DraftedAt { get; init; }

    public required Guid PublishedById { get; init; }

    public required string PublishedByName { get; init; }

    public required DateTime PublishedAt { get; init; }
}

/// <summary>That a plan was exercised (演练), and what was found.</summary>
internal sealed class PlanExercise : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    /// <summary>Which version was exercised.</summary>
    public required int Version { get; init; }

    public required DateOnly HeldOn { get; init; }

    public required string Participants { get; init; }

    public required string Found { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>What an exercise showed that must be mended (整改), by whom and by when.</summary>
internal sealed class ExerciseFollowUp
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    public required string What { get; init; }

    public required string Responsible { get; init; }

    public required DateOnly DueOn { get; init; }

    public required DateTime At { get; init; }

    public DateTime? DoneAt { get; private set; }

    public string DoneByName { get; private set; } = "";

    public string DoneNote { get; private set; } = "";

    public int Revision { get; private set; }

    public void Done(string note, Act act)
    {
        (DoneAt, DoneByName, DoneNote) = (act.At, act.Actor.Name, note);
        Revision++;
    }
}
