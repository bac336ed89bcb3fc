using System.Security.Cryptography;
using System.Text;

namespace Zhengtong.Platform.Protection;

/// <summary>Finds a row by a value that the store does not hold: a hash with a key of the installation lies beside what is sealed. Without the key nobody can try out all phone numbers.</summary>
public sealed class Lookups(InstallationSecrets secrets)
{
    private const string Key = "lookup";

    /// <summary>The keyed hash of a value in a field: equal values of different fields do not match.</summary>
    public string Of(string field, string value) =>
        Convert.ToHexString(HMACSHA256.HashData(secrets.Of(Key), Encoding.UTF8.GetBytes(field + "\n" + value)));
}
