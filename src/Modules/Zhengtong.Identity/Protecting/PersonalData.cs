using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Identity.Protecting;

/// <summary>
/// Personal data at rest (个人信息保护法 art 51: encryption and de-identification): the value is encrypted, and a keyed hash beside it finds the row
/// by the value without keeping it. Requirements 18.08, 18.13.
/// </summary>
internal sealed class PersonalData(IDataProtectionProvider protection, LookupKey key)
{
    public const string IdField = "id";
    public const string PhoneField = "phone";
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Identity.PersonalData");

    /// <param name="kind">One of <see cref="DocumentKinds"/>.</param>
    public Sealed SealId(string kind, string number) => new(Hide(number), IdLookup(kind, number));

    public Sealed SealPhone(string phone) => new(Hide(phone), LookupOf(PhoneField, phone));

    /// <summary>Encrypts what is never searched for. Nothing stays nothing, so that "no address" shows without a key.</summary>
    public string Hide(string value) => value.Length == 0 ? "" : _protector.Protect(value);

    public string Open(string hidden) => hidden.Length == 0 ? "" : _protector.Unprotect(hidden);

    public string IdLookup(string kind, string number) => LookupOf(IdField, DocumentKinds.SpaceOf(kind) + ":" + number);

    public string PhoneLookup(string phone) => LookupOf(PhoneField, phone);

    /// <summary>The keyed hash of a value in a field: equal values of different fields do not match.</summary>
    public string LookupOf(string field, string value) =>
        Convert.ToHexString(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(field + "\n" + value)));

    /// <summary>A phone number as typed to the form kept here, or as typed when it is none.</summary>
    public static string TidyPhone(string? typed) => MobileNumber.Parse(typed).TryGet(out var number) ? number.Text : (typed ?? "").Trim();
}

/// <param name="Hidden">Encrypted.</param>
/// <param name="Lookup">Keyed hash.</param>
internal readonly record struct Sealed(string Hidden, string Lookup);
