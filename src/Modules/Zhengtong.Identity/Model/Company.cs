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

/// <summary>A person may act for a company (经办人) from a day, until a day if one is set.</summary>
internal sealed class CompanyAgent
{
    public required Guid Id { get; init; }

    public required Guid CompanyId { get; init; }

    public required Guid PersonId { get; init; }

    public required DateOnly From { get; init; }

    public DateOnly? Until { get; set; }
}
