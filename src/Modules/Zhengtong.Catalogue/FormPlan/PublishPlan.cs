using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>An item as its keeper opens it to arrange the form, and the new version that comes of it (01.16).</summary>
internal sealed class PublishPlan(Database db, PlannedForms forms, PublishItemVersion publish)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.item-unknown", "没有找到这个事项，或不归您维护。");

    internal sealed record Opened(Item Item, ItemVersion Version, ItemContent Content);

    public async Task<Opened?> FindAsync(string code, Actor actor, CancellationToken ct) =>
        await db.Set<Item>().AsNoTracking().KeptBy(actor).Where(i => i.Code == code)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, Version = v }).SingleOrDefaultAsync(ct) is { } row
            ? new Opened(row.Item, row.Version, ItemContent.FromJson(row.Version.Content))
            : null;

    /// <summary>Nothing is changed: what would stand in the way.</summary>
    public async Task<Outcome<ItemContent>> CheckAsync(ItemContent content, PlanInput input, CancellationToken ct)
    {
        var edited = EditPlan.Apply(content, input);
        if (!edited.TryGet(out var changed))
        {
            return edited;
        }

        var problems = await forms.CheckAsync(changed, ct);
        return problems.Count > 0 ? Outcome<ItemContent>.Because(problems) : changed;
    }

    /// <param name="basedOn">The number of the version that the page showed.</param>
    public async Task<Outcome<Guid>> HandleAsync(string code, int basedOn, PlanInput input, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager })
        {
            return Problem.Forbidden("catalogue.plan-by-manager", "表单由事项管理人员发布。您可以预览和试填，请把意见告诉本地区的事项管理人员。");
        }

        if (string.IsNullOrWhiteSpace(act.Reason))
        {
            return Problem.Invalid("catalogue.reason-missing", "请写明这次修改的理由，它会记入新版本。", "Reason");
        }

        if (await FindAsync(code, act.Actor, ct) is not { } opened)
        {
            return Unknown;
        }

        if (opened.Item.CurrentVersion != basedOn)
        {
            return Problem.Conflict("catalogue.published-meanwhile", $"这个事项刚刚发布了第 {opened.Item.CurrentVersion} 版，本页是按第 {basedOn} 版做的，没有发布。请在新页面打开核对后重做。");
        }

        if (opened.Item.Status is not (ItemStatus.InUse or ItemStatus.GuideOnly))
        {
            return Problem.Conflict("catalogue.item-not-in-use", "这个事项已暂停或取消，请先恢复再改表单。");
        }

        var checkedContent = await CheckAsync(opened.Content, input, ct);
        if (!checkedContent.TryGet(out var content))
        {
            return Outcome<Guid>.Because(checkedContent.Problems);
        }

        var themes = await db.Set<ItemTheme>().Where(t => t.ItemId == opened.Item.Id).Select(t => t.ThemeId).ToListAsync(ct);
        var (item, version) = (opened.Item, opened.Version);
        return await publish.PublishAsync(
            new PublishRequest(item.Code, version.Name, item.OrganisationId, item.OrganisationName, item.RegionCode, item.RegionName, content, "表单调整")
            {
                Kind = item.Kind,
                GuideOnly = item.Status == ItemStatus.GuideOnly,
                PlanCancel = version.PlanCancel,
                Themes = themes,
            },
            act,
            ct);
    }
}
