using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Seed;

/// <summary>
/// The rows of a portion of cases, to be loaded at once. Events are left out: history that is loaded tells nobody anything, and the outbox forgets
/// delivered events by itself.
/// </summary>
internal sealed class BulkRows : ICaseRows
{
    private readonly List<Case> _cases = [];
    private readonly List<Draft> _drafts = [];
    private readonly List<Application> _applications = [];
    private readonly List<CaseMaterial> _materials = [];
    private readonly List<CaseStep> _steps = [];
    private readonly List<ClockEntry> _ledger = [];
    private readonly List<Notice> _notices = [];
    private readonly List<Result> _results = [];
    private readonly List<Delivery> _deliveries = [];
    private readonly List<Duty> _duties = [];
    private readonly List<TraceEntry> _trace = [];

    public int Cases => _cases.Count;

    public Delivery? LastDelivery => _deliveries is [.., var last] ? last : null;

    public void Add(object row)
    {
        switch (row)
        {
            case Case x: _cases.Add(x); break;
            case Draft x: _drafts.Add(x); break;
            case Application x: _applications.Add(x); break;
            case CaseMaterial x: _materials.Add(x); break;
            case CaseStep x: _steps.Add(x); break;
            case ClockEntry x: _ledger.Add(x); break;
            case Notice x: _notices.Add(x); break;
            case Result x: _results.Add(x); break;
            case Delivery x: _deliveries.Add(x); break;
            case Duty x: _duties.Add(x); break;
            case TraceEntry x: _trace.Add(x); break;
            case OutboxEvent: break;
            default: throw new InvalidOperationException($"The bulk load does not know {row.GetType().Name}.");
        }
    }

    public void Publish(IEvent happened, DateTime at)
    {
    }

    /// <summary>All rows or none.</summary>
    public async Task LoadAsync(Database db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.BulkInsertAsync(_drafts, ct);
        await db.BulkInsertAsync(_cases, ct);
        await db.BulkInsertAsync(_applications, ct);
        await db.BulkInsertAsync(_materials, ct);
        await db.BulkInsertAsync(_steps, ct);
        await db.BulkInsertAsync(_ledger, ct);
        await db.BulkInsertAsync(_notices, ct);
        await db.BulkInsertAsync(_results, ct);
        await db.BulkInsertAsync(_deliveries, ct);
        await db.BulkInsertAsync(_duties, ct);
        await db.BulkInsertAsync(_trace, ct);
        await transaction.CommitAsync(ct);
    }
}
