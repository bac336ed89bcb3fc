using System.Collections.Concurrent;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Persistence;

/// <summary>The one model of the product, assembled from the modules' mappings. Modules keep their entities internal, so none can query a neighbour's tables.</summary>
public abstract class Database(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>SQLite has one writer a file: waiting here is fair and cheaper than its busy loop.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> SqliteWriters = new(StringComparer.Ordinal);

    /// <summary>Somebody was quicker: what is there is not what was read, or what the actor saw (<see cref="Access.Act.SawOther"/>).</summary>
    public static readonly Problem ChangedMeanwhile = Problem.Conflict("platform.changed-meanwhile", "这份内容刚刚被其他人处理过，请刷新页面后再操作。");
    internal static readonly Problem AlreadyThere = Problem.Conflict("platform.already-there", "相同的内容已经存在，请刷新页面查看。");
    private bool _published;
    private Sealing? _sealing;

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public abstract bool IsSqlite { get; }

    /// <summary>Of this database: what its sealed columns are sealed and opened with.</summary>
    internal Sealing Sealing => _sealing ??= this.GetService<Sealing>();

    /// <summary>Adds an event to the outbox; it leaves with the rows of the same save.</summary>
    public void Publish(IEvent happened, DateTime at)
    {
        Add(OutboxEvent.Of(happened, at));
        _published = true;
    }

    /// <summary>
    /// Saves everything or nothing. Another writer's change of the same row since it was read, or a unique key taken meanwhile,
    /// is a <see cref="Problem"/>, not an exception.
    /// </summary>
    public async Task<Outcome> SaveAsync(CancellationToken ct, Problem? whenTaken = null)
    {
        try
        {
            await SaveChangesAsync(ct);
            return Outcome.Done();
        }
        catch (DbUpdateConcurrencyException)
        {
            ChangeTracker.Clear();
            return ChangedMeanwhile;
        }
        catch (DbUpdateException e) when (IsUniqueViolation(e))
        {
            ChangeTracker.Clear();
            return whenTaken ?? AlreadyThere;
        }
    }

    /// <summary>
    /// Saves two or three rows by one command, which is a transaction to PostgreSQL by itself: the way back and forth of another commit is saved. Only where new rows may stay although a changed one
    /// among them was refused, since nobody was given what they stand for.
    /// </summary>
    public async Task<Outcome> SaveTogetherAsync(CancellationToken ct)
    {
        if (IsSqlite)
        {
            return await SaveAsync(ct);
        }

        Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        try
        {
            return await SaveAsync(ct);
        }
        finally
        {
            Database.AutoTransactionBehavior = AutoTransactionBehavior.WhenNeeded;
        }
    }

    /// <summary>
    /// Stages a page of a job and saves it; whatever somebody changed at the same moment is staged once more from what is there now, so that one row does not cost the job its run.
    /// Clears the tracker.
    /// </summary>
    /// <exception cref="InvalidOperationException">The rows changed every time.</exception>
    public async Task SavePageAsync(Func<Task> stage, CancellationToken ct)
    {
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            await stage();
            var saved = await SaveAsync(ct);
            ChangeTracker.Clear();
            if (saved.Ok)
            {
                return;
            }

            if (attempt == attempts)
            {
                throw new InvalidOperationException($"A page could not be saved: {saved.Problems[0].Message}");
            }
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseToDeleteAppendOnly();
        var saved = await WriteAsync(() => base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken), cancellationToken);
        if (_published)
        {
            _published = false;
            this.GetService<OutboxSignal>().Raise();
        }

        return saved;
    }

    /// <summary>Updates rows by one statement, in turn with the other writers: EF's own call would meet them in SQLite's busy loop, which sleeps.</summary>
    /// <returns>How many.</returns>
    public Task<int> UpdateAsync<T>(IQueryable<T> rows, Action<UpdateSettersBuilder<T>> set, CancellationToken ct) => WriteAsync(() => rows.ExecuteUpdateAsync(set, ct), ct);

    /// <summary>Deletes rows by one statement, in turn like <see cref="UpdateAsync{T}"/>.</summary>
    /// <returns>How many.</returns>
    public Task<int> DeleteAsync<T>(IQueryable<T> rows, CancellationToken ct) => WriteAsync(() => rows.ExecuteDeleteAsync(ct), ct);

    /// <summary>
    /// Runs what writes in turn with the other writers. Who has begun a transaction has the file's lock already: to wait for a turn that another has who waits for the lock would hold both up until
    /// the time is out. What <paramref name="write"/> saves, updates or deletes it must do in a transaction: without one it would wait for the turn it has.
    /// </summary>
    internal async Task<T> WriteAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        if (!IsSqlite || Database.CurrentTransaction is not null)
        {
            return await write();
        }

        var writer = SqliteWriters.GetOrAdd(Database.GetConnectionString()!, _ => new SemaphoreSlim(1, 1));
        await writer.WaitAsync(ct);
        try
        {
            return await write();
        }
        finally
        {
            writer.Release();
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        RefuseToDeleteAppendOnly();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public abstract bool IsUniqueViolation(DbUpdateException e);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        PlatformModel.Map(modelBuilder);
        foreach (var module in this.GetService<ModuleList>().Modules)
        {
            module.MapModel(modelBuilder);
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcOnly>();

    private void RefuseToDeleteAppendOnly()
    {
        // Removing sets the state at once, so the costly search for changed values is left to the save.
        var detect = ChangeTracker.AutoDetectChangesEnabled;
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            if (ChangeTracker.Entries<IAppendOnly>().FirstOrDefault(e => e.State == EntityState.Deleted) is { } entry)
            {
                throw new InvalidOperationException($"{entry.Metadata.ShortName()} is written once and never deleted.");
            }
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = detect;
        }
    }

    private sealed class UtcOnly() : ValueConverter<DateTime, DateTime>(
        v => v.Kind == DateTimeKind.Utc ? v : Refuse(v),
        v => DateTime.SpecifyKind(v, DateTimeKind.Utc))
    {
        private static DateTime Refuse(DateTime v) => throw new InvalidOperationException($"Only UTC is stored, got {v.Kind}: {v:O}");
    }
}
