namespace Zhengtong.Catalogue.Contracts;

/// <summary>The tags (标签) an item may carry, by key, with the names they have on screens.</summary>
public static class ItemTags
{
    public const string Immediate = "immediate";
    public const string Online = "online";
    public const string Mobile = "mobile";
    public const string Nearby = "nearby";
    public const string Once = "once";
    public const string OneTrip = "one-trip";
    public const string ZeroTrip = "zero-trip";
    public const string Commitment = "commitment";
    public const string Tolerance = "tolerance";
    public const string Assisted = "assisted";
    public const string CrossRegion = "cross-region";

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Immediate] = "马上办",
        [Online] = "网上办",
        [Mobile] = "掌上办",
        [Nearby] = "就近办",
        [Once] = "一次办",
        [OneTrip] = "最多跑一次",
        [ZeroTrip] = "零跑腿",
        [Commitment] = "告知承诺",
        [Tolerance] = "容缺受理",
        [Assisted] = "帮办代办",
        [CrossRegion] = "跨域通办",
    };
}
