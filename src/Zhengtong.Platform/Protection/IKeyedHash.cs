namespace Zhengtong.Platform.Protection;

/// <summary>
/// A hash under the installation's own key: equal values are found by it, and who has a copy of the store cannot find a value by trying all there are, as he could a phone number by a plain hash.
/// </summary>
public interface IKeyedHash
{
    /// <summary>Equal values of different fields do not match.</summary>
    string Of(string field, string value);
}
