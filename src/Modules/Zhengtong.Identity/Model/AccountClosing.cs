namespace Zhengtong.Identity.Model;

/// <summary>A person wants his account closed (注销账号): it waits some days in which he may take it back, then his data are erased. A fact that ends once.</summary>
internal sealed class AccountClosing
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTime AskedAt { get; init; }

    public required DateTime DueAt { get; init; }

    public DateTime? EndedAt { get; private set; }

    public ClosingEnding? Ending { get; private set; }

    /// <summary>When the modules had forgotten the person too.</summary>
    public DateTime? ForgottenAt { get; set; }

    public int Revision { get; private set; }

    public void End(ClosingEnding ending, DateTime at) => (Ending, EndedAt, Revision) = (ending, at, Revision + 1);
}

internal enum ClosingEnding
{
    TakenBack = 1,

    /// <summary>Something had begun meanwhile that must end first.</summary>
    Hindered = 2,
    Erased = 3,
}
