using Zhengtong.Platform.Access;

namespace Zhengtong.Platform.Files;

/// <summary>A file somebody gave in: what it is called, where its content lies, whose it is and whether it was found clean.</summary>
public sealed class StoredFile
{
    private StoredFile()
    {
    }

    public Guid Id { get; private set; }

    public string StoreKey { get; private set; } = "";

    /// <summary>Cleaned; safe to show and to offer as a download name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>As found in the content, never as claimed.</summary>
    public string MediaType { get; private set; } = "";

    public long Size { get; private set; }

    public string Sha256 { get; private set; } = "";

    public Guid OwnerPartyId { get; private set; }

    public Guid UploadedBy { get; private set; }

    public DateTime UploadedAt { get; private set; }

    public ScanState ScanState { get; private set; }

    public DateTime? ScannedAt { get; private set; }

    /// <summary>The signature found, or why the scan did not work.</summary>
    public string ScanDetail { get; private set; } = "";

    public int ScanAttempts { get; private set; }

    public int Revision { get; private set; }

    internal static StoredFile Of(string storeKey, string name, FileKind kind, long size, string sha256, Guid ownerPartyId, Act act) => new()
    {
        Id = Guid.CreateVersion7(),
        StoreKey = storeKey,
        Name = name,
        MediaType = kind.MediaType,
        Size = size,
        Sha256 = sha256,
        OwnerPartyId = ownerPartyId,
        UploadedBy = act.Actor.Id,
        UploadedAt = act.At,
    };

    internal void Scanned(ScanVerdict verdict, DateTime at)
    {
        ScanState = verdict.State;
        ScanDetail = verdict.Detail.Length > 200 ? verdict.Detail[..200] : verdict.Detail;
        ScannedAt = verdict.State == ScanState.NotScanned ? null : Act.Micro(at);
        ScanAttempts++;
        Revision++;
    }
}

/// <summary>What is known of a file's cleanness.</summary>
public enum ScanState
{
    /// <summary>Waits for its first scan.</summary>
    Pending = 0,

    Clean = 1,

    Infected = 2,

    /// <summary>The scanner did not answer; tried again by itself.</summary>
    Failed = 3,

    /// <summary>This installation has no scanner. Shown as such, never as clean.</summary>
    NotScanned = 4,
}

public static class ScanStates
{
    public static string Name(this ScanState state) => state switch
    {
        ScanState.Pending => "待安全检查",
        ScanState.Clean => "已通过病毒检查",
        ScanState.Infected => "发现病毒，已隔离",
        ScanState.Failed => "安全检查未完成，将自动重试",
        _ => "未经病毒检查",
    };
}
