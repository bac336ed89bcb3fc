using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>应用端 (01.38, 01.39): a website, an app or a terminal that shows items to people and must say of each what the master says.</summary>
internal sealed class ApplicationEnd : ITraced
{
    private ApplicationEnd()
    {
    }

    public Guid Id { get; private init; }

    public string Name { get; private set; } = "";

    public EndKind Kind { get; private set; }

    public Guid OrganisationId { get; private init; }

    public string OrganisationName { get; private init; } = "";

    public string RegionCode { get; private init; } = "";

    /// <summary>Where what the end shows of an item can be fetched, with <c>{code}</c> in it; empty: the end sends it.</summary>
    public string PullAddress { get; private set; } = "";

    public string Contact { get; private set; } = "";

    /// <summary>SHA-256 of the key; the key itself was shown once. It is 32 random bytes, so it needs no slow hash.</summary>
    public byte[] KeyHash { get; private set; } = [];

    public DateTime RegisteredAt { get; private init; }

    /// <summary>The end is no longer there: its key is refused and nothing of it is live.</summary>
    public DateTime? RetiredAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public static ApplicationEnd Register(EndFacts facts, Guid organisationId, string organisationName, string regionCode, byte[] keyHash, Act act) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = facts.Name,
        Kind = facts.Kind,
        OrganisationId = organisationId,
        OrganisationName = organisationName,
        RegionCode = regionCode,
        PullAddress = facts.PullAddress,
        Contact = facts.Contact,
        KeyHash = keyHash,
        RegisteredAt = act.At,
    };

    public void Change(EndFacts facts) => (Name, Kind, PullAddress, Contact, Revision) = (facts.Name, facts.Kind, facts.PullAddress, facts.Contact, Revision + 1);

    public void GiveKey(byte[] keyHash) => (KeyHash, Revision) = (keyHash, Revision + 1);

    public void Retire(DateTime at) => (RetiredAt, Revision) = (at, Revision + 1);
}

internal sealed record EndFacts(string Name, EndKind Kind, string PullAddress, string Contact);

internal enum EndKind
{
    Website = 1,
    App = 2,
    MiniProgram = 3,
    Kiosk = 4,
    ThirdParty = 5,
}
