using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// 简易公共服务事项 (000 §二(三), 01.42): a uniform least set of elements, and channels open both online and offline. What is beyond the set is neither asked for
/// nor shown. Pure.
/// </summary>
internal static class SimpleItems
{
    /// <summary>GB/T 39046 A.1: 公共服务.</summary>
    public const string PublicService = "20";

    /// <summary>The least set, keys of <see cref="Elements.ItemElements"/>: the same for every simple item.</summary>
    public static readonly IReadOnlyList<string> Elements = ["name", "type", "audience", "materials", "limits", "fee", "handleForms", "places", "consult"];

    public static IEnumerable<Problem> Check(PublishRequest request)
    {
        var content = request.Content;
        if (content.TypeCode != PublicService)
        {
            yield return Wrong("type", "只有公共服务事项可以按简易事项管理；其他事项请填写完整的要素。", nameof(content.TypeCode));
        }

        if (request.Kind == ItemKind.Basic)
        {
            yield break;
        }

        if (!content.HandleForms.Contains("1") || !content.HandleForms.Any(f => f is "2" or "3"))
        {
            yield return Wrong("channels", "简易公共服务事项要线上线下都能办：办理形式请同时选择“窗口”和“电脑端网上”或“移动端”。", nameof(content.HandleForms));
        }

        if (content.Places.Count == 0 || content.Places.Any(p => p.Address.Length == 0 || p.OfficeHours.Length == 0))
        {
            yield return Wrong("places", "请填写办理地点和办公时间。", nameof(content.Places));
        }

        if (content.ConsultPhone.Length == 0)
        {
            yield return Wrong("consult", "请填写咨询电话。", nameof(content.ConsultPhone));
        }

        if (content.Fee.Charged is null)
        {
            yield return Wrong("fee", "请写明是否收费。", nameof(content.Fee));
        }
    }

    private static Problem Wrong(string reason, string message, string field) => Problem.Invalid("catalogue.simple-" + reason, message, field);
}
