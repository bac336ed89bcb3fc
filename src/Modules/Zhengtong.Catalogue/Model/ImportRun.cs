namespace Zhengtong.Catalogue.Model;

/// <summary>What one import of one file did.</summary>
internal sealed class ImportRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public required Guid Id { get; init; }

    /// <summary>regions, codes, themes, items, guides ...</summary>
    public required string Kind { get; init; }

    public required string FileName { get; init; }

    /// <summary>SHA-256 of everything the run read; the same data is not imported twice.</summary>
    public required string Fingerprint { get; init; }

    public required DateTime StartedAt { get; init; }

    public required string ByName { get; init; }

    /// <summary>Who started it; null: the installation itself.</summary>
    public Guid? ById { get; init; }

    /// <summary>Of the post in which it was started: whose it is to read, and whose rows it may write. Empty for the installation's own.</summary>
    public string RegionCode { get; init; } = "";

    public DateTime? EndedAt { get; set; }

    /// <summary>Rows looked at so far, while it runs.</summary>
    public int Done { get; set; }

    public bool DryRun { get; init; }

    public int Rows { get; set; }

    public int Added { get; set; }

    public int Changed { get; set; }

    public int Unchanged { get; set; }

    public int Failed { get; set; }

    public int Warned { get; set; }

    /// <summary>What has not ended after so long was on a node that stopped.</summary>
    public bool IsRunning(DateTime now) => EndedAt is null && now - StartedAt < Longest;
}

/// <summary>A row that was not taken, or was taken with a warning, and why.</summary>
internal sealed class ImportRowError
{
    public required Guid Id { get; init; }

    public required Guid RunId { get; init; }

    /// <summary>Line of the file (the head is line 1) or place in the JSON list, from 1.</summary>
    public required int Row { get; init; }

    /// <summary>Code or id of the row in the source.</summary>
    public required string Key { get; init; }

    public required string Problem { get; init; }

    public required string Message { get; init; }

    /// <summary>The row was taken all the same.</summary>
    public bool Warning { get; init; }
}
