using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Protecting;

/// <summary>
/// Personal data at rest (个人信息保护法 art 51: encryption and de-identification): the value is encrypted, and a keyed hash beside it finds the row
/// by the value without keeping it. Requirements 18.08, 18.13.
/// </summary>
internal sealed class PersonalData(Sealing sealing, Lookups lookups)
{
    public const string IdField = "id";
    public const string PhoneField = "phone";
    public const string Purpose = "Zhengtong.Identity.PersonalData";

    /// <param name="kind">One of <see cref="DocumentKinds"/>.</param>
    public Sealed SealId(string kind, string number) => new(Hide(number), IdLookup(kind, number));

    public Sealed SealPhone(string phone) => new(Hide(phone), LookupOf(PhoneField, phone));

    /// <summary>Encrypts what is never searched for. Nothing stays nothing, so that "no address" shows without a key.</summary>
    public string Hide(string value) => sealing.Seal(Purpose, value);

    public string Open(string hidden) => sealing.Open(Purpose, hidden);

    public string IdLookup(string kind, string number) => LookupOf(IdField, IdOf(kind, number));

    /// <summary>A document as one text, whichever kind of its number space it was shown as.</summary>
    public static string IdOf(string kind, string number) => DocumentKinds.SpaceOf(kind) + ":" + number;

    public string PhoneLookup(string phone) => LookupOf(PhoneField, phone);

    /// <summary>Of a phone number that was typed where a name may stand too; null when it is none.</summary>
    public string? TypedPhoneLookup(string typed) => MobileNumber.Parse(typed).TryGet(out var number) ? PhoneLookup(number.Text) : null;

    /// <summary>The keyed hash of a value in a field: equal values of different fields do not match.</summary>
    public string LookupOf(string field, string value) => lookups.Of(field, value);

    /// <summary>A phone number as typed to the form kept here, or as typed when it is none.</summary>
    public static string TidyPhone(string? typed) => MobileNumber.Parse(typed).TryGet(out var number) ? number.Text : (typed ?? "").Trim();
}

/// <param name="Hidden">Encrypted.</param>
/// <param name="Lookup">Keyed hash.</param>
internal readonly record struct Sealed(string Hidden, string Lookup);
