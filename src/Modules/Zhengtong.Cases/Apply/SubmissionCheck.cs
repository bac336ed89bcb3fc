using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply;

/// <summary>What must be there, besides the form, before an application can be handed in. Only what the item lists is asked for (02.15).</summary>
internal static class SubmissionCheck
{
    /// <param name="wanted">The materials that the answers ask for; null: those of the situation.</param>
    public static IEnumerable<Problem> Of(PublishedItem item, Draft draft, IReadOnlyList<DraftMaterial> given, IReadOnlyList<ItemMaterial>? wanted = null)
    {
        wanted ??= [.. item.Content.MaterialsFor(draft.Situation)];
        if (item.Content is { Asks: true, Situations.Count: > 0 } && draft.Situation.Length == 0)
        {
            yield return Problem.Invalid("cases.situation-missing", "请先回答“您的情况”中的问题，我们据此确定您的办理情形。", "a." + ItemFormPlan.QuestionSection);
        }

        foreach (var problem in OfChoice(item, draft.Situation, draft.Mode))
        {
            yield return problem;
        }

        if (Undertaking.Of(item, draft, given, wanted) is { } promised && !promised.SignedIn(draft))
        {
            yield return Problem.Invalid("cases.promise-missing", "请阅读并确认承诺书后再提交。", "promise");
        }

        foreach (var material in wanted.Where(m => m.Need == MaterialNeed.Required))
        {
            if (given.All(g => g.Key != material.Key) && StandIn(material, draft.Mode) is null)
            {
                yield return Problem.Invalid("cases.material-missing", $"请上传“{material.Name}”。", $"material-{material.Key}");
            }
        }

        if (!DeliveryMethods.Of(item.Content).Contains(draft.Delivery))
        {
            yield return Problem.Invalid("cases.delivery-missing", "请选择办理结果的领取方式。", "delivery");
        }
        else if (draft.Delivery == DeliveryMethods.Courier && string.IsNullOrWhiteSpace(draft.DeliveryAddress))
        {
            yield return Problem.Invalid("cases.address-missing", "选择邮寄送达的，请填写收件地址。", "deliveryAddress");
        }
    }

    /// <summary>Whether 情形 and 办理方式 are among what the item offers (05.01, 05.04).</summary>
    public static IEnumerable<Problem> OfChoice(PublishedItem item, string situation, Mode mode)
    {
        if (!item.Content.Asks && item.Content.Situations.Count > 0 && item.Content.Situations.All(s => s.Key != situation))
        {
            yield return Problem.Invalid("cases.situation-missing", "请选择符合您情况的办理情形。", "situation");
        }

        if (!Modes(item).Contains(mode))
        {
            yield return Problem.Invalid("cases.mode-not-offered", "这个事项不提供所选的办理方式，请重新选择。", "mode");
        }
    }

    /// <summary>The modes an item offers, always the normal one.</summary>
    public static IReadOnlyList<Mode> Modes(PublishedItem item)
    {
        List<Mode> modes = [Mode.Normal];
        if (item.Content.Commitment is not null && item.Content.Materials.Any(m => m.Committable))
        {
            modes.Add(Mode.Commitment);
        }

        if (item.Content.ToleranceDays is not null && item.Content.Materials.Any(m => m.Tolerable))
        {
            modes.Add(Mode.Tolerance);
        }

        return modes;
    }

    /// <summary>What a mode lets stand in the place of a missing material, if anything.</summary>
    public static MaterialState? StandIn(ItemMaterial material, Mode mode) => mode switch
    {
        Mode.Commitment when material.Committable => MaterialState.Committed,
        Mode.Tolerance when material.Tolerable => MaterialState.Tolerated,
        _ => null,
    };
}
