using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Deliver;

/// <summary>How a result can reach the applicant.</summary>
internal static class DeliveryMethods
{
    public const string Pickup = "pickup";
    public const string Courier = "courier";
    public const string Electronic = "electronic";

    /// <summary>How the receiver was checked.</summary>
    public static readonly IReadOnlyDictionary<string, string> Checks = new Dictionary<string, string>
    {
        ["code"] = "取件码",
        ["id-document"] = "身份证件",
        ["electronic"] = "本人账号",
        ["courier"] = "寄递签收",
    };

    public static bool IsKnown(string method) => Names.ContainsKey(method);

    /// <summary>What an item offers: by courier only where it says so.</summary>
    public static IReadOnlyList<string> Of(ItemContent item) => item.Courier ? [Pickup, Courier, Electronic] : [Pickup, Electronic];

    public static readonly IReadOnlyDictionary<string, string> Names = new Dictionary<string, string>
    {
        [Pickup] = "到窗口领取",
        [Courier] = "邮寄送达",
        [Electronic] = "网上送达（下载电子件）",
    };
}
