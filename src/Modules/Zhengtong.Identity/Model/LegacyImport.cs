namespace Zhengtong.Identity.Model;

/// <summary>A sheet of accounts of a department's own portal (08.18), as it was checked; carried out once, by the press of a button, on what is there then.</summary>
internal sealed class LegacyImport
{
    public required Guid Id { get; init; }

    public required string FileName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime CheckedAt { get; init; }

    public required int Rows { get; init; }

    /// <summary>The rows, encrypted; erased when they are carried out.</summary>
    public string Hidden { get; private set; } = "";

    public int Merged { get; private set; }

    public int Made { get; private set; }

    public int Conflicts { get; private set; }

    public int Known { get; private set; }

    public DateTime? AppliedAt { get; private set; }

    public int Revision { get; private set; }

    public void Hide(string hidden) => Hidden = hidden;

    public void Count(int merged, int made, int conflicts, int known) => (Merged, Made, Conflicts, Known) = (merged, made, conflicts, known);

    public void Apply(DateTime at) => (Hidden, AppliedAt, Revision) = ("", at, Revision + 1);
}

/// <summary>An account that a person had on a department's portal: its name opens his one account here too.</summary>
internal sealed class LoginAlias
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The former portal.</summary>
    public required string System { get; init; }

    /// <summary>Lower case.</summary>
    public required string Login { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>A former account that cannot be given to anybody by rule; somebody decides.</summary>
internal sealed class MergeConflict
{
    public required Guid Id { get; init; }

    public required Guid ImportId { get; init; }

    public required string RegionCode { get; init; }

    public required ConflictKind Kind { get; init; }

    /// <summary>Who is registered with that number, or has that phone.</summary>
    public required Guid PersonId { get; init; }

    public required string System { get; init; }

    public required string Login { get; init; }

    /// <summary>The name in the sheet.</summary>
    public required string NameHidden { get; init; }

    public required DateTime At { get; init; }

    public DateTime? SettledAt { get; private set; }

    public bool Same { get; private set; }

    public string SettledByName { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public int Revision { get; private set; }

    public void Settle(bool same, string by, string reason, DateTime at) => (Same, SettledByName, Reason, SettledAt, Revision) = (same, by, reason, at, Revision + 1);
}

internal enum ConflictKind
{
    /// <summary>The same number under another name.</summary>
    Name = 1,

    /// <summary>The phone belongs to another account.</summary>
    Phone = 2,
}
