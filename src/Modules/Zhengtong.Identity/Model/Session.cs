using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Model;

/// <summary>An open session. The browser holds a random token, the store only its hash: reading the table opens nobody's session.</summary>
internal sealed class Session
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private Session()
    {
    }

    public Guid Id { get; private set; }

    public string TokenHash { get; private set; } = "";

    public Guid AccountId { get; private set; }

    /// <summary>The account's stamp when it was opened.</summary>
    public string SecurityStamp { get; private set; } = "";

    /// <summary>How identity was proved, one of <see cref="Sessions.MethodStrength"/>.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The highest level of assurance that the session carries.</summary>
    public AssuranceLevel Carries { get; private set; }

    /// <summary>When more than one factor was last shown.</summary>
    public DateTime? StrongAt { get; private set; }

    /// <summary>When it was opened its holder had not agreed to a version of the privacy notice that asks anew; until he does, little is open to it.</summary>
    public bool NoticeDue { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime LastSeenAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public int End { get; private set; }

    public string Address { get; private set; } = "";

    public string Device { get; private set; } = "";

    public Guid? ActingForId { get; private set; }

    /// <summary>The delegation by which it acts for another; null: for oneself, or for a company as its agent in everything.</summary>
    public Guid? MandateId { get; private set; }

    /// <summary>The highest level that it carries of the company it acts for: whoever entered with the company's certificate shows more than that he is its agent.</summary>
    public AssuranceLevel? PartyCarries { get; private set; }

    public Guid? PostId { get; private set; }

    /// <summary>
    /// Another company, mandate or post under a new token: a node that still remembers the old token would otherwise answer in the former identity.
    /// </summary>
    public void Switch(string tokenHash, Guid? actingForId, Guid? postId, Guid? mandateId = null, AssuranceLevel? partyCarries = null) =>
        (TokenHash, ActingForId, MandateId, PostId, PartyCarries) = (tokenHash, actingForId, mandateId, postId, partyCarries);

    /// <summary>Proved anew, and better, in the middle of a session (a step up); under a new token as well.</summary>
    public void Strengthen(string tokenHash, string method, AssuranceLevel carries, bool strong, DateTime at)
    {
        (TokenHash, Method) = (tokenHash, method);
        Carries = carries > Carries ? carries : Carries;
        StrongAt = strong ? at : StrongAt;
    }

    public void WaitForAgreement() => NoticeDue = true;

    /// <param name="tokenHash">Of the session in which he agreed a new one, so that every node knows at once; null for his others.</param>
    public void Agreed(string? tokenHash) => (NoticeDue, TokenHash) = (false, tokenHash ?? TokenHash);

    public void Close(DateTime at) => EndedAt ??= at;

    public static Session Open(string tokenHash, Account account, string method, AssuranceLevel carries, bool strong, End end, string address, string device, Guid? postId, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        TokenHash = tokenHash,
        AccountId = account.Id,
        SecurityStamp = account.SecurityStamp,
        Method = method,
        Carries = carries,
        StrongAt = strong ? at : null,
        CreatedAt = at,
        LastSeenAt = at,
        ExpiresAt = at + Longest,
        End = (int)end,
        Address = address,
        Device = device.Length > 200 ? device[..200] : device,
        PostId = postId,
    };
}

/// <summary>Wrong passwords or codes of one account from one address, and until when it must wait.</summary>
internal sealed class Attempt
{
    public required string Key { get; init; }

    public int Failures { get; set; }

    public DateTime LastAt { get; set; }

    public DateTime NotBefore { get; set; }
}
