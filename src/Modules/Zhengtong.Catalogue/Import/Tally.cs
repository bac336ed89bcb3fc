using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>Counts one run while it goes and keeps the rows that failed or were warned about.</summary>
internal sealed class Tally(string kind, string fileName, string fingerprint, bool dryRun, Act act, IProgress<ImportStep>? progress)
{
    private readonly List<RowFault> _faults = [];
    private int _done;

    public Guid RunId { get; init; } = Guid.CreateVersion7();

    public int Total { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public IReadOnlyList<RowFault> Faults => _faults;

    public int Failed => _faults.Count(f => !f.Warning);

    public int Warned => _faults.Count - Failed;

    public void Fault(RowAt at, string problem, string message) => _faults.Add(new RowFault(at, problem, message));

    public void Warn(RowAt at, string problem, string message) => _faults.Add(new RowFault(at, problem, message, true));

    public void Take(IEnumerable<RowFault> faults) => _faults.AddRange(faults);

    /// <summary>One row further; told every hundred rows.</summary>
    public void Step()
    {
        if (++_done % 100 == 0)
        {
            Tell(_done);
        }
    }

    public void Tell(int done) => progress?.Report(new ImportStep(RunId, kind, done, Math.Max(Total, done)));

    /// <summary>Adds the run and its rows to the unit of work.</summary>
    public ImportRun AddTo(Database db, DateTime endedAt)
    {
        var run = new ImportRun
        {
            Id = RunId,
            Kind = kind,
            FileName = fileName,
            Fingerprint = fingerprint,
            StartedAt = act.At,
            ByName = act.Actor.Name,
            DryRun = dryRun,
        };
        db.Add(run);
        End(db, run, endedAt);
        return run;
    }

    /// <summary>Says in the run what came of it, and adds its rows to the unit of work.</summary>
    public void End(Database db, ImportRun run, DateTime endedAt)
    {
        (run.EndedAt, run.Rows, run.Added, run.Changed, run.Unchanged, run.Failed, run.Warned) = (endedAt, Total, Added, Changed, Unchanged, Failed, Warned);
        db.AddRange(_faults.Select(f => new ImportRowError
        {
            Id = Guid.CreateVersion7(),
            RunId = RunId,
            Row = f.At.Row,
            Key = f.At.Key.Length > 200 ? f.At.Key[..200] : f.At.Key,
            Problem = f.Problem,
            Message = f.Message.Length > 500 ? f.Message[..500] : f.Message,
            Warning = f.Warning,
        }));
    }
}

/// <param name="Done">Rows so far of <paramref name="Total"/>.</param>
internal sealed record ImportStep(Guid RunId, string Kind, int Done, int Total)
{
    public int Percent => Total == 0 ? 100 : Done * 100 / Total;
}
