using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>A natural person, keyed by kind and number of a document (requirement 08.04). Number, phone, e-mail and address are encrypted at rest.</summary>
internal sealed class Person : ITraced
{
    private Person()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string IdKind { get; private set; } = "";

    public string IdNumberHidden { get; private set; } = "";

    public string IdNumberLookup { get; private set; } = "";

    public string PhoneHidden { get; private set; } = "";

    public string PhoneLookup { get; private set; } = "";

    public string EmailHidden { get; private set; } = "";

    public string AddressHidden { get; private set; } = "";

    public DateTime RegisteredAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static Person Register(string name, string idKind, Sealed idNumber, Sealed phone, string addressHidden, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        Name = name,
        IdKind = idKind,
        IdNumberHidden = idNumber.Hidden,
        IdNumberLookup = idNumber.Lookup,
        PhoneHidden = phone.Hidden,
        PhoneLookup = phone.Lookup,
        AddressHidden = addressHidden,
        RegisteredAt = at,
    };

    /// <summary>By the document, at the counter.</summary>
    public void Rename(string name) => Name = name;

    public void ChangePhone(Sealed phone) => (PhoneHidden, PhoneLookup) = (phone.Hidden, phone.Lookup);

    /// <summary>The account was closed: who it was is gone, that there was somebody stays.</summary>
    /// <param name="nobody">In place of the lookup of the number: random, so that the number is free.</param>
    public void Erase(string nobody) =>
        (Name, IdNumberHidden, IdNumberLookup, PhoneHidden, PhoneLookup, EmailHidden, AddressHidden) = ("已注销用户", "", nobody, "", "", "", "");

    public void ChangeContact(string emailHidden, string addressHidden) => (EmailHidden, AddressHidden) = (emailHidden, addressHidden);
}
