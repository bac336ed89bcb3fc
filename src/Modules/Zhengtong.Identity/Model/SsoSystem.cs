using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using OpenIddict.EntityFrameworkCore.Models;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.Model;

/// <summary>
/// A department's system that people are signed in to from here (08.01, 08.06). What it may do is what two administrators agreed on: one puts it forward, another enables it, and a change of an
/// enabled system waits beside what is in force until it is agreed to. It is the client that the protocol library reads: the columns of the base class follow from the agreed facts.
/// </summary>
internal sealed class SsoSystem : OpenIddictEntityFrameworkCoreApplication<Guid, SsoGrant, SsoToken>, ITraced
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public Guid OwnerId { get; private set; }

    public string OwnerName { get; private set; } = "";

    public string RegionCode { get; private set; } = "";

    public SystemKind Kind { get; private set; }

    public SystemState State { get; private set; }

    /// <summary>What it asks of a person's proof and session; staff always come with two factors.</summary>
    public AssuranceLevel Level { get; private set; }

    /// <summary>What it checks is signed by RS256, since it knows nothing better.</summary>
    public bool OldSignature { get; private set; }

    /// <summary>The facts in force, as JSON; empty until it was enabled once.</summary>
    public string Agreed { get; private set; } = "";

    /// <summary>What somebody put forward and nobody has agreed to yet; empty when nothing waits.</summary>
    public string Proposed { get; private set; } = "";

    public Guid? ProposedById { get; private set; }

    public string ProposedByName { get; private set; } = "";

    public DateTime? ProposedAt { get; private set; }

    public DateTime? EnabledAt { get; private set; }

    public DateTime? SuspendedAt { get; private set; }

    /// <summary>Its health address was last asked, and has not answered well since.</summary>
    public DateTime? AskedAt { get; private set; }

    public DateTime? AwaySince { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    /// <summary>In force, or what is put forward while nothing is.</summary>
    public SystemFacts Facts => Read(Agreed.Length > 0 ? Agreed : Proposed);

    public SystemFacts? Waiting => Proposed.Length > 0 ? Read(Proposed) : null;

    public static SsoSystem Register(Guid id, Organisation owner) => new()
    {
        Id = id,
        ClientId = "sys-" + RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12),
        ApplicationType = ApplicationTypes.Web,
        ConsentType = ConsentTypes.Explicit,
        ClientType = ClientTypes.Confidential,
        OwnerId = owner.Id,
        OwnerName = owner.Name,
        RegionCode = owner.RegionCode,
        State = SystemState.Draft,
    };

    public void Propose(SystemFacts facts, Act act)
    {
        (Proposed, ProposedById, ProposedByName, ProposedAt) = (JsonSerializer.Serialize(facts, Json), act.Actor.Id, act.Actor.Name, act.At);
        if (Agreed.Length == 0)
        {
            (DisplayName, Kind, Level) = (facts.Name, facts.Kind, facts.Level);
        }

        Touch();
    }

    /// <summary>What was put forward is in force from now on.</summary>
    public void Agree(DateTime at)
    {
        var facts = Read(Proposed);
        (Agreed, EnabledAt) = (Proposed, EnabledAt ?? at);
        DropProposal();
        State = State == SystemState.Draft ? SystemState.Enabled : State;
        (DisplayName, Kind, Level, OldSignature, ClientType) = (facts.Name, facts.Kind, facts.Level, facts.OldSignature, facts.Confidential ? ClientTypes.Confidential : ClientTypes.Public);
        RedirectUris = JsonSerializer.Serialize(facts.RedirectUris);
        PostLogoutRedirectUris = JsonSerializer.Serialize(facts.SignOutUris);
        JsonWebKeySet = facts.Jwks.Length > 0 ? facts.Jwks : null;
        Permissions = JsonSerializer.Serialize((string[])
        [
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.Endpoints.Authorization,
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.Endpoints.Token,
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.Endpoints.EndSession,
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.Endpoints.Revocation,
            .. facts.Confidential ? (string[])[OpenIddict.Abstractions.OpenIddictConstants.Permissions.Endpoints.Introspection] : [],
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.GrantTypes.AuthorizationCode,
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.GrantTypes.RefreshToken,
            OpenIddict.Abstractions.OpenIddictConstants.Permissions.ResponseTypes.Code,
            .. facts.Scopes.Select(s => OpenIddict.Abstractions.OpenIddictConstants.Permissions.Prefixes.Scope + s),
        ]);
        Touch();
    }

    public void Withdraw()
    {
        DropProposal();
        Touch();
    }

    public void Suspend(DateTime at)
    {
        (State, SuspendedAt) = (SystemState.Suspended, at);
        Touch();
    }

    public void Resume()
    {
        (State, SuspendedAt) = (SystemState.Enabled, null);
        Touch();
    }

    /// <summary>The new secret counts at once; a former one goes on until then, so that nobody is cut off while it is changed over.</summary>
    public void GiveSecret(string secret, DateTime at, DateTime formerUntil)
    {
        var former = Secrets().Where(s => s.Until is null || s.Until > at).OrderByDescending(s => s.At).Take(1)
            .Select(s => s with { Until = s.Until < formerUntil ? s.Until : formerUntil });
        ClientSecret = JsonSerializer.Serialize((SystemSecret[])[new(RandomToken.HashOf(secret), at, null), .. former]);
        Touch();
    }

    public void EndFormerSecrets()
    {
        ClientSecret = JsonSerializer.Serialize(Secrets().Where(s => s.Until is null));
        Touch();
    }

    public IReadOnlyList<SystemSecret> Secrets() => ClientSecret is { Length: > 0 } kept ? JsonSerializer.Deserialize<SystemSecret[]>(kept)! : [];

    /// <summary>A secret is 256 random bits: a plain hash of it cannot be guessed at, and costs the token endpoint nothing.</summary>
    public bool Fits(string secret, DateTime now)
    {
        var (hash, fits) = (Encoding.ASCII.GetBytes(RandomToken.HashOf(secret)), false);
        foreach (var kept in Secrets().Where(s => s.Until is null || s.Until > now))
        {
            fits |= CryptographicOperations.FixedTimeEquals(hash, Encoding.ASCII.GetBytes(kept.Hash));
        }

        return fits;
    }

    /// <summary>Whether one of its own addresses leads there: scheme, host and port.</summary>
    public bool Serves(Uri address) => Facts.RedirectUris.Any(u =>
        Uri.TryCreate(u, UriKind.Absolute, out var own) && own.GetLeftPart(UriPartial.Authority) == address.GetLeftPart(UriPartial.Authority));

    private static SystemFacts Read(string json) => JsonSerializer.Deserialize<SystemFacts>(json, Json)!;

    private void DropProposal() => (Proposed, ProposedById, ProposedByName, ProposedAt) = ("", null, "", null);

    private void Touch() => ConcurrencyToken = Guid.CreateVersion7().ToString();
}

/// <param name="Hash">SHA-256.</param>
/// <param name="Until">null: the newest.</param>
internal sealed record SystemSecret(string Hash, DateTime At, DateTime? Until);

internal enum SystemKind
{
    /// <summary>Persons and companies sign in.</summary>
    Public = 1,

    /// <summary>Staff sign in, in the post they work in.</summary>
    Staff = 2,
}

internal enum SystemState
{
    Draft = 1,
    Enabled = 2,
    Suspended = 3,
}

/// <summary>What is agreed about a system.</summary>
internal sealed record SystemFacts
{
    public string Name { get; init; } = "";

    public SystemKind Kind { get; init; } = SystemKind.Public;

    /// <summary>It keeps a secret or a key; an app on a phone cannot.</summary>
    public bool Confidential { get; init; } = true;

    /// <summary>Where an answer may be sent, to the letter.</summary>
    public IReadOnlyList<string> RedirectUris { get; init; } = [];

    /// <summary>Where a browser may be sent after signing out here.</summary>
    public IReadOnlyList<string> SignOutUris { get; init; } = [];

    /// <summary>Where the system is told that somebody signed out (OpenID Connect Back-Channel Logout 1.0).</summary>
    public string BackChannelUri { get; init; } = "";

    /// <summary>Where a sign-in that begins here is begun (OpenID Connect Core 1.0 section 4).</summary>
    public string InitiateUri { get; init; } = "";

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public AssuranceLevel Level { get; init; } = AssuranceLevel.Registered;

    /// <summary>Systems of one owner with the same sector know a person under one identifier; empty: under one of its own.</summary>
    public string Sector { get; init; } = "";

    /// <summary>It is told the platform's own id of a person.</summary>
    public bool SeesPersonId { get; init; }

    /// <summary>Public keys for private_key_jwt, in place of a secret.</summary>
    public string Jwks { get; init; } = "";

    /// <summary>It cannot check signatures on a curve (ES256).</summary>
    public bool OldSignature { get; init; }

    /// <summary>What it wants the data for and how long it keeps them, as people are told.</summary>
    public string Purpose { get; init; } = "";

    public string KeptFor { get; init; } = "";

    public string HealthUri { get; init; } = "";

    public string Contact { get; init; } = "";

    /// <summary>Personal data leave the platform: two people have to agree.</summary>
    public bool GetsPersonalData => Scopes.Count > 0 || SeesPersonId;

    /// <summary>Every kind of personal data that leaves, by the keys that a share review covers.</summary>
    public IReadOnlyList<string> PersonalDataKeys() => [.. Scopes, .. SeesPersonId ? (string[])[SingleSignOn.SsoScopes.PersonId] : []];
}
