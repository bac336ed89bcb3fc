using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Rules;

/// <summary>Where an applicant may ask for a pre-review (网上预审): items that are handled online and do not switch it off. There is no rule that asks for one. 03.22.</summary>
internal static class PreReviewRule
{
    public const int UsualDays = 2;

    /// <summary>What every page of it says.</summary>
    public const string Voluntary = "预审是可选的免费服务，不占用受理和办理期限，也不是受理的前提：不预审、不等答复，随时都可以直接提交。受理以正式提交后的审查为准。";

    public static bool Offered(ItemContent item) => item.PreReview && Online(item.OnlineDepth);

    /// <summary>What can be applied for here can be done online, unless the source says that it is done otherwise.</summary>
    private static bool Online(string depth) => depth.Length == 0 || depth.Contains('网', StringComparison.Ordinal) || depth.Contains("在线", StringComparison.Ordinal);
}
