using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>A legal person, keyed by the unified social credit code (requirement 08.04), which is public and not encrypted. Its phone may be a person's and is.</summary>
internal sealed class Company : ITraced
{
    private Company()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string CreditCode { get; private set; } = "";

    public string LegalRepresentative { get; private set; } = "";

    public string PhoneHidden { get; private set; } = "";

    public string PhoneLookup { get; private set; } = "";

    public string Email { get; private set; } = "";

    public string Address { get; private set; } = "";

    public DateTime RegisteredAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static Company Register(string name, string creditCode, string legalRepresentative, Sealed phone, string address, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        CreditCode = creditCode,
        LegalRepresentative = legalRepresentative,
        PhoneHidden = phone.Hidden,
        PhoneLookup = phone.Lookup,
        Address = address,
        RegisteredAt = at,
    };
}

/// <summary>A person may act for a company (法定代表人 or 经办人) from a day, until a day if one is set, unless it was revoked.</summary>
internal sealed class CompanyAgent
{
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>法定代表人: appoints and revokes the others.</summary>
    public bool Representative { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; set; }

    public DateTime? RevokedAt { get; set; }

    public int Revision { get; set; }
}

/// <summary>
/// An appointment as agent that is not answered yet (requirement 08.11). It is addressed by what the representative typed, whoever that is: whether somebody has
/// an account shows only in his answer.
/// </summary>
internal sealed class AgentOffer
{
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid ById { get; init; }

    /// <summary>Must be the name of whoever answers.</summary>
    public required string Name { get; init; }

    /// <summary>Keyed hash of the phone or account typed.</summary>
    public required string AddressLookup { get; init; }

    public required string AddressMasked { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; init; }

    public required DateTime AskedAt { get; init; }

    public DateTime? EndedAt { get; set; }

    public int Revision { get; set; }
}
