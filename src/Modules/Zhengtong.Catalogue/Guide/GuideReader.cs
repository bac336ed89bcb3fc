using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Guide;

/// <summary>
/// Reads what a guide page shows in three statements: the version in force, items like it, and the questions that were answered to others; a fourth where standards are linked, two
/// more where special zones handle it too.
/// </summary>
internal sealed class GuideReader(Database db, FindItems find, IEnumerable<IAnsweredQuestions> answered, IZoneAuthority zones, IOnlineTargets targets, TimeProvider clock)
{
    private const int LikeItems = 6;
    private const int MostAnswered = 10;

    /// <returns>Null when there is no such item, none of its versions is in force, or it is kept off the platform (01.08).</returns>
    public async Task<GuideView?> ReadAsync(string code, RegionView region, CancellationToken ct)
    {
        var (today, online) = (LegalDay.Today(clock), targets.In(db));
        var row = await db.Set<Item>().AsNoTracking()
            .Where(i => i.Code == code)
            .Join(db.Set<ItemVersion>().Where(Validity.HasBegun(today)), i => i.Id, v => v.ItemId, (i, v) => new
            {
                Item = i,
                Version = v,
                InZones = db.Set<ItemGrant>().Any(g => g.GiverItemId == i.Id && g.Zone != ZoneKind.None && g.RecalledAt == null),
                IsZones = db.Set<ItemGrant>().Any(g => g.ItemId == i.Id && g.Zone != ZoneKind.None && g.RecalledAt == null),
                HandledIn = online.Where(t => t.ItemCode == i.Code && t.Open).Select(t => t.System).FirstOrDefault(),
                HasStandards = db.Set<ItemStandard>().Any(x => x.ItemId == i.Id),
                HasBrief = !db.Set<GuidePilot>().Any(p => i.RegionCode.StartsWith(p.OwnerRegion))
                    || db.Set<GuidePilot>().Any(p => p.EndedAt == null && (p.ItemCode == "" ? i.RegionCode.StartsWith(p.RegionCode) : p.ItemCode == i.Code)),
            })
            .OrderByDescending(x => x.Version.Number)
            .FirstOrDefaultAsync(ct);
        if (row is null || row.Version.PlanCancel <= today)
        {
            return null;
        }

        var (i, v, content) = (row.Item, row.Version, ItemContent.FromJson(row.Version.Content));
        if (content.KeptOff)
        {
            return null;
        }

        var published = new PublishedItem(
            v.Id, v.ItemId, v.Number, i.Code, v.Name, v.OrganisationId, v.OrganisationName, i.RegionCode, i.RegionName, v.PublishedAt, content);
        var like = await find.CloseAsync([SearchText.Normalise(v.Name)], region, LikeItems, [code], ct);
        var questions = new List<ItemQuestion>();
        foreach (var module in answered)
        {
            questions.AddRange(await module.OfItemAsync(i.Id, MostAnswered, ct));
        }

        return new GuideView(published, i.Status, like)
        {
            ZonePlaces = row.InZones ? await zones.PlacesAsync(i.Id, ct) : [], Zone = row.IsZones ? await zones.StandingAsync(i.Id, ct) : null,
            HandledIn = row.HandledIn, Answered = questions, HasBrief = row.HasBrief,
            Standards = row.HasStandards ? await FollowedStandard.OfAsync(db, i.Id, StandardStatuses.Is(StandardStatus.InForce, today), ct) : [],
        };
    }
}
