using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>
/// A mass change runs some time after it was approved. By then who asked and who approved must still hold the posts that let them: a post that ended meanwhile changes nothing any more.
/// </summary>
internal sealed class MassChangePosts(IOrganisations organisations)
{
    public async Task<Outcome> StillHeldAsync(MassChange change, CancellationToken ct)
    {
        if (!await IsManagerAsync(change.AnsweredById!.Value, change.AnsweredRegion, ct))
        {
            return Lost("批准人", change.AnsweredByName);
        }

        var asks = change.AskedRole == Roles.CatalogueManager
            ? await IsManagerAsync(change.AskedById, change.RegionCode, ct)
            : (await organisations.ColleaguesAsync(change.AskedOrganisationId, [change.AskedRole], ct)).Any(c => c.StaffId == change.AskedById);
        return asks ? Outcome.Done() : Lost("提交人", change.AskedByName);
    }

    private async Task<bool> IsManagerAsync(Guid staff, string region, CancellationToken ct) =>
        (await organisations.InRegionAsync(Roles.CatalogueManager, region, ct)).Any(c => c.StaffId == staff);

    private static Problem Lost(string who, string name) =>
        Problem.Conflict("catalogue.mass-post", $"{who}{name}已经不再担任可以办理批量变更的岗位，没有执行。请由现任人员重新检查文件后提交，并由另一位事项管理人员批准。");
}
