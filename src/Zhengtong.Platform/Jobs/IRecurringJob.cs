namespace Zhengtong.Platform.Jobs;

/// <summary>Work that comes round. One node runs it at a time, by a lease in the store.</summary>
public interface IRecurringJob
{
    string Name { get; }

    TimeSpan Period { get; }

    Task RunAsync(CancellationToken ct);
}

/// <summary>Who runs a job until when, and when it last ended.</summary>
public sealed class JobLease
{
    public required string Name { get; init; }

    public DateTime LeasedUntil { get; set; }

    public DateTime? LastRunAt { get; set; }

    public string? LastError { get; set; }

    public int Revision { get; set; }
}
