using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Those who took an item on say how it goes (基层意见, 01.35).</summary>
internal sealed class LeaveOpinion(Database db)
{
    public async Task<Outcome> HandleAsync(Guid grantId, OpinionKind kind, string? text, Act act, CancellationToken ct)
    {
        if (!Enum.IsDefined(kind))
        {
            return Problem.Invalid("catalogue.opinion-kind", "请选择意见类别。", "kind");
        }

        if ((text ?? "").Trim() is not { Length: > 0 and <= 1000 } said)
        {
            return Problem.Invalid("catalogue.opinion-text", "请写明意见，不超过 1000 个字。", "text");
        }

        var grants = db.Set<ItemGrant>().VisibleTo(act.Actor).Where(g => g.Id == grantId && g.RecalledAt == null);
        var mine = act.Actor.Post is { Role: Roles.ItemEditor } post
            ? grants.Where(g => g.ReceiverId == post.OrganisationId)
            : grants.Where(g => g.RegionCode.StartsWith(act.Actor.Post!.RegionCode) && g.GiverRegionCode != act.Actor.Post.RegionCode);
        if (!await mine.AnyAsync(ct))
        {
            return Problem.Forbidden("catalogue.opinion-by-receiver", "意见由承接单位或其所在地的管理人员提出。");
        }

        db.Add(new GrantOpinion
        {
            Id = Guid.CreateVersion7(act.At), GrantId = grantId, Kind = kind, Text = said, OrganisationId = act.Actor.Post!.OrganisationId, OrganisationName = act.Actor.Post.OrganisationName,
            ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At,
        });
        return await db.SaveAsync(ct);
    }
}
