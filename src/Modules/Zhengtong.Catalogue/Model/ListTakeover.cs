using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>A newer national list that a manager uploaded (01.10): what it would change was shown, and whether it was taken over, by whom and why.</summary>
internal sealed class ListTakeover : ITraced
{
    private ListTakeover()
    {
    }

    public Guid Id { get; private init; }

    public string FileName { get; private init; } = "";

    public string Fingerprint { get; private init; } = "";

    /// <summary>The rows as read, as JSON: what is taken over is what was checked.</summary>
    public string Rows { get; private init; } = "";

    public DateTime CheckedAt { get; private init; }

    public Guid CheckedById { get; private init; }

    public string CheckedByName { get; private init; } = "";

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    public DateTime? TakenAt { get; private set; }

    public string TakenByName { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public DateOnly? CancelOn { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public static ListTakeover Checked(string fileName, string fingerprint, string rows, (int Added, int Changed, int Removed) counts, Act act) => new()
    {
        Id = Guid.CreateVersion7(),
        FileName = fileName,
        Fingerprint = fingerprint,
        Rows = rows,
        CheckedAt = act.At,
        CheckedById = act.Actor.Id,
        CheckedByName = act.Actor.Name,
        Added = counts.Added,
        Changed = counts.Changed,
        Removed = counts.Removed,
    };

    /// <summary>The catalogue moved on since it was compared.</summary>
    public void Recheck((int Added, int Changed, int Removed) counts)
    {
        (Added, Changed, Removed) = counts;
        Revision++;
    }

    public void Take((int Added, int Changed, int Removed) counts, DateOnly? cancelOn, Act act)
    {
        (Added, Changed, Removed) = counts;
        (TakenAt, TakenByName, Reason, CancelOn, Revision) = (act.At, act.Actor.Name, act.Reason, cancelOn, Revision + 1);
    }
}
