using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// Compares what an end shows of an item with the version in force, element by element, and records what differs (01.38, 02.16); what the master does not offer now is not to be shown at all. A live
/// item that begins to deviate becomes a finding, which ends when it agrees again. Saves.
/// </summary>
internal sealed class CompareEnd(Database db, PublicItems items, EndFindings findings)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    public static readonly Problem Gone = Problem.NotFound("catalogue.end-unknown", "没有找到这个应用端，可能已经停用。");
    public static readonly Problem NoItem = Problem.NotFound("catalogue.end-item-unknown", "没有这个编码的事项，请核对。");

    public async Task<Outcome<Comparison>> HandleAsync(ApplicationEnd end, string code, IReadOnlyDictionary<string, IReadOnlyList<string>> shown, DateTime at, CancellationToken ct)
    {
        if (await items.FindAsync(code, null, ct) is not { } master)
        {
            return NoItem;
        }

        // A long round of the night holds ends as they were when it took them up.
        if (!await db.Set<ApplicationEnd>().AnyAsync(e => e.Id == end.Id && e.RetiredAt == null, ct))
        {
            return Gone;
        }

        var state = new ItemState(master.Item.CatalogueCode, master.Version.Name, ItemContent.FromJson(master.Version.Content));
        List<EndDifference> differences =
        [
            .. EndDifference.OfStanding(master.Item, master.Version.PlanCancel, LegalDay.Of(at)),
            .. ElementComparison.WithShown(state, shown, PublicItems.Keys).Select(d => new EndDifference(d.Element.Key, d.Element.Name, d.Before, d.After)),
        ];
        var row = await db.Set<EndItem>().SingleOrDefaultAsync(x => x.EndId == end.Id && x.Code == code, ct);
        if (row is null)
        {
            row = EndItem.Of(end.Id, master.Item.Id, code);
            db.Add(row);
        }

        // An end that lagged behind a newer version may have a finding too, though nothing was known to differ.
        var lagged = row.DeviatesSince is not null || (row.ComparedAt is not null && row.ComparedVersionId != master.Version.Id);
        var before = row.Differences;
        if (row.Compared(master.Version.Name, master.Version.Id, Write(differences), at))
        {
            await findings.BeginAsync(end, master.Item, master.Version.Number, differences, at, ct);
        }
        else if (row.DeviatesSince is not null && row.Differences != before)
        {
            await findings.RenewAsync(end, master.Item, differences, at, ct);
        }
        else if (lagged && row.DeviatesSince is null)
        {
            await findings.EndAsync(end.Id, row.ItemId, FindingEnd.Mended, master.Version.Number, Act.BySystem("同源核对", at), ct);
        }

        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Comparison(row.Id, master.Version.Number, master.Version.Id, differences) : Outcome<Comparison>.Because(saved.Problems);
    }

    public static string Write(IReadOnlyList<EndDifference> differences) => differences.Count == 0 ? "" : JsonSerializer.Serialize(differences, Json);

    public static IReadOnlyList<EndDifference> Read(string differences) => differences.Length == 0 ? [] : JsonSerializer.Deserialize<List<EndDifference>>(differences, Json)!;

    internal sealed record Comparison(Guid EndItemId, int Version, Guid VersionId, IReadOnlyList<EndDifference> Differences);
}

/// <param name="Master">What the master says.</param>
/// <param name="Shown">What the end shows.</param>
internal sealed record EndDifference(string Key, string Name, IReadOnlyList<string> Master, IReadOnlyList<string> Shown)
{
    /// <summary>No element of an item, but what a finding is about.</summary>
    public const string Standing = "事项状态";

    public bool IsStanding => Key == Standing;

    /// <summary>An item that the master does not offer any more, or not now, is shown nowhere: whatever an end shows of it deviates.</summary>
    public static IReadOnlyList<EndDifference> OfStanding(Item item, DateOnly? cancelOn, DateOnly today) =>
        item.Excluded ? [Of("不在平台运行")]
        : item.Status == ItemStatus.Cancelled || cancelOn <= today ? [Of("已取消")]
        : item.Status == ItemStatus.Paused ? [Of("已暂停")]
        : [];

    private static EndDifference Of(string standing) => new(Standing, Standing, [standing], ["仍在显示"]);
}
