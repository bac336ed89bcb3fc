using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Protecting;

/// <summary>Hashes of the platform under the key that people are looked up by.</summary>
internal sealed class KeyedHash(PersonalData personal) : IKeyedHash
{
    public string Of(string field, string value) => personal.LookupOf(field, value);
}
