using OpenIddict.EntityFrameworkCore.Models;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.Model;

/// <summary>
/// That somebody was signed in to a system out of a session here. All tokens of it hang on it: once it has ended none of them opens anything. It ends with the session, with the consent, with the
/// system, with the review under which it names the person, and when a code or refresh token comes back a second time.
/// </summary>
internal sealed class SsoGrant : OpenIddictEntityFrameworkCoreAuthorization<Guid, SsoSystem, SsoToken>
{
    public Guid SystemId { get; private set; }

    public Guid SessionId { get; private set; }

    public Guid AccountId { get; private set; }

    /// <summary>The person or the member of staff.</summary>
    public Guid ActorId { get; private set; }

    public Guid? ActingForId { get; private set; }

    public Guid? PostId { get; private set; }

    /// <summary>Under which name the platform signed in: it tells the end under the same.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>Its subject is the platform's own id of the person, which the system may be told until this day (18.15); null: one of the system's own.</summary>
    public DateOnly? PersonIdUntil { get; private set; }

    public DateTime? EndedAt { get; private set; }

    /// <summary>What the system calls the session: it can be told of its end by this.</summary>
    public string Sid => Id.ToString("N");

    public static SsoGrant Open(SsoSystem system, Session session, Guid actorId, string subject, DateOnly? personIdUntil, string scopes, string issuer, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(at),
        Application = system,
        SystemId = system.Id,
        SessionId = session.Id,
        AccountId = session.AccountId,
        ActorId = actorId,
        ActingForId = session.ActingForId,
        PostId = session.PostId,
        Subject = subject,
        PersonIdUntil = personIdUntil,
        Scopes = scopes,
        Issuer = issuer,
        Status = Statuses.Valid,
        Type = AuthorizationTypes.AdHoc,
        CreationDate = at,
    };

    public void End(DateTime at)
    {
        (EndedAt, Status) = (at, Statuses.Revoked);
        ConcurrencyToken = Guid.CreateVersion7().ToString();
    }
}

internal sealed class SsoToken : OpenIddictEntityFrameworkCoreToken<Guid, SsoSystem, SsoGrant>;

/// <summary>Needed by the protocol library; scopes are fixed by the program and none is kept.</summary>
internal sealed class SsoScope : OpenIddictEntityFrameworkCoreScope<Guid>;

/// <summary>
/// That a person agreed to a system's getting data about him (个人信息保护法第十四条, 第二十三条): what, what for, for how long, in the words he was shown. Ended when he takes it back.
/// </summary>
internal sealed class SsoConsent
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid SystemId { get; init; }

    /// <summary>With blanks between.</summary>
    public required string Scopes { get; init; }

    /// <summary>The version of the page's own text.</summary>
    public required int TextVersion { get; init; }

    /// <summary>What the page said: system, organisation, purpose, term.</summary>
    public required string Terms { get; init; }

    public required DateTime GivenAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public int Revision { get; set; }
}

/// <summary>That a system has to be told of the end of a session, until it was told or gave no answer too often.</summary>
internal sealed class SsoSignOut : IDueRow
{
    public const int MostAttempts = 8;

    public required Guid Id { get; init; }

    public required Guid GrantId { get; init; }

    public required Guid SystemId { get; init; }

    /// <summary>Whom it signs out, as the system knows him; empty where it may not be told that any more: the session says enough.</summary>
    public required string Subject { get; init; }

    public int Attempts { get; private set; }

    public required DateTime NextAttemptAt { get; set; }

    public DateTime? DoneAt { get; private set; }

    /// <summary>What the last attempt met; empty when it was told.</summary>
    public string Note { get; private set; } = "";

    public void Told(DateTime at) => (Attempts, DoneAt, Note) = (Attempts + 1, at, "");

    /// <summary>Tries again after 10 s, 20 s, 40 s ..., about 20 minutes in all.</summary>
    public void Missed(string why, DateTime at)
    {
        (Attempts, Note) = (Attempts + 1, why);
        NextAttemptAt = at.AddSeconds(10 * Math.Pow(2, Attempts - 1));
        DoneAt = Attempts >= MostAttempts ? at : null;
    }
}

/// <summary>A key of the provider, encrypted by Data Protection. Never changed: a newer one takes over at its time.</summary>
internal sealed class SsoKey
{
    public required Guid Id { get; init; }

    public required string Value { get; init; }

    /// <summary>The pair on a curve.</summary>
    public required string CurveValue { get; init; }

    public required DateTime MadeAt { get; init; }

    /// <summary>From when it signs; published from the start, so that systems know it by then.</summary>
    public required DateTime From { get; init; }
}

/// <summary>The exact page of a system where an item is handled (精准跳转, 08.09).</summary>
internal sealed class SsoTarget
{
    public required string ItemCode { get; init; }

    public required Guid SystemId { get; init; }

    /// <summary>Absolute, on one of the system's own hosts.</summary>
    public required string Address { get; set; }

    public required DateTime At { get; set; }
}
