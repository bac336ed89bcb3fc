using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving;

/// <summary>
/// The outside system that knows whether a name and a number belong together, whether a face is that person's, and what the register of companies says (08.08, 08.13; <c>docs/real-name.md</c>).
/// No picture passes through us.
/// </summary>
internal interface IRealNameSystem
{
    bool Configured { get; }

    bool SeesFaces { get; }

    /// <summary>What pages and proofs call it.</summary>
    string Name { get; }

    Task<Outcome<RealNameAnswer>> AskAsync(PersonQuestion question, CancellationToken ct);

    Task<Outcome<RealNameAnswer>> AskAsync(CompanyQuestion question, CancellationToken ct);

    /// <param name="ticket">Ours, once for ever.</param>
    /// <param name="returnUrl">Where the system sends the browser when it is done.</param>
    /// <returns>The address of the page on which the person shows his face.</returns>
    Task<Outcome<string>> BeginFaceAsync(string ticket, PersonQuestion person, string returnUrl, CancellationToken ct);

    Task<Outcome<RealNameAnswer>> FaceResultAsync(string ticket, CancellationToken ct);
}

/// <param name="Kind">One of <see cref="Contracts.DocumentKinds"/>.</param>
internal sealed record PersonQuestion(string Kind, string Number, string Name);

/// <param name="Kind">Of the document of the legal representative.</param>
internal sealed record CompanyQuestion(string CreditCode, string Name, string Representative, string Kind, string Number);

/// <param name="Reference">Under which the system can be asked again.</param>
internal sealed record RealNameAnswer(RealNameResult Result, string Reference);

internal enum RealNameResult
{
    /// <summary>They belong together.</summary>
    Same = 1,
    Differs = 2,

    /// <summary>The system knows no such number.</summary>
    Unknown = 3,

    /// <summary>The person is dead, the company dissolved.</summary>
    Ended = 4,

    /// <summary>Of a face check: not done yet.</summary>
    Pending = 5,
}
