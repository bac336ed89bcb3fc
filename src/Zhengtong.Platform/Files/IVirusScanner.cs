namespace Zhengtong.Platform.Files;

/// <summary>Looks for malware in a content.</summary>
public interface IVirusScanner
{
    /// <summary>False when this installation has none.</summary>
    bool Works { get; }

    /// <summary>Reads the content to its end. A scanner that is down or too slow is a verdict (<see cref="ScanState.Failed"/>), not an exception.</summary>
    Task<ScanVerdict> ScanAsync(Stream content, CancellationToken ct);
}

public sealed record ScanVerdict(ScanState State, string Detail = "");

/// <summary>No scanner is configured: files are marked as not scanned.</summary>
internal sealed class NoScanner : IVirusScanner
{
    public bool Works => false;

    public Task<ScanVerdict> ScanAsync(Stream content, CancellationToken ct) => Task.FromResult(new ScanVerdict(ScanState.NotScanned));
}
