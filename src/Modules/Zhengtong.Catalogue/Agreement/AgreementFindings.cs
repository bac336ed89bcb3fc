using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>
/// An item that deviates from the entry above it is a finding like any other (01.20): it goes to whoever keeps the item, with a limit, and is ended by the comparison that finds
/// nothing any more, or by an exception. One for each item, whatever number of elements deviates; its text follows what does. Stages rows, does not save.
/// </summary>
internal sealed class AgreementFindings(Database db, TellEditors tell, ResponsibleStaff persons, WorkingCalendars calendars, IOptions<AdoptionSettings> settings)
{
    public const string Rule = "agreement";

    /// <param name="Elements">Keys of the elements that deviate without leave.</param>
    /// <param name="Excepted">Some deviate with leave.</param>
    internal sealed record Compared(Pair Pair, IReadOnlyCollection<string> Elements, bool Excepted);

    /// <param name="items">All items that were looked at; those not compared have nothing above them or are not offered any more.</param>
    public async Task StageAsync(IReadOnlyCollection<Guid> items, IReadOnlyList<Compared> compared, DateTime at, CancellationToken ct)
    {
        var open = await db.Set<Finding>().Where(f => f.RuleKey == Rule && f.ClosedAt == null && items.Contains(f.ItemId)).ToDictionaryAsync(f => f.ItemId, ct);
        var act = Act.BySystem("与上级目录比对", at);
        var (standing, added) = (compared.ToDictionary(c => c.Pair.Item.Id), new List<Compared>());
        foreach (var paused in compared.Where(c => c.Pair.Item.Status == ItemStatus.Paused))
        {
            // Begins nothing and ends nothing: what was found of it rests until it is resumed, and is then compared again.
            open.Remove(paused.Pair.Item.Id);
        }

        foreach (var deviating in compared.Where(c => c.Elements.Count > 0 && !IsOver(c.Pair.Item) && c.Pair.Item.Status != ItemStatus.Paused))
        {
            if (!open.Remove(deviating.Pair.Item.Id, out var known))
            {
                added.Add(deviating);
            }
            else if (known.Renew(FirstOf(deviating), Told(deviating), at))
            {
                db.Record(known, act, "finding-renewed", new { elements = deviating.Elements.Order(StringComparer.Ordinal), version = deviating.Pair.Version, upper = deviating.Pair.ParentVersion });
            }
        }

        foreach (var finding in open.Values)
        {
            var (end, version) = !standing.TryGetValue(finding.ItemId, out var now) ? (FindingEnd.RuleEnded, 0)
                : IsOver(now.Pair.Item) ? (FindingEnd.ItemEnded, 0)
                : now.Excepted ? (FindingEnd.Excepted, 0)
                : (FindingEnd.Mended, now.Pair.Version);
            finding.Close(end, at, LegalDay.Of(at), version);
            db.Record(finding, act, end switch { FindingEnd.Mended => "finding-mended", FindingEnd.Excepted => "finding-excepted", _ => "finding-ended" }, new { version });
        }

        if (added.Count == 0)
        {
            return;
        }

        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(at), settings.Value.AdoptionDays);
        List<Finding> findings = [.. added.Select(c => Of(c, due, at))];
        await persons.NameAsync(findings, ct);
        db.AddRange(findings);
        foreach (var office in added.GroupBy(c => (c.Pair.Item.OrganisationId, c.Pair.Item.RegionCode)))
        {
            await tell.OfAgreementAsync(office.Key.OrganisationId, office.Key.RegionCode, office.Count(), at, ct);
        }
    }

    /// <summary>As for every finding: what is offered no more has nothing to mend.</summary>
    private static bool IsOver(Item item) => item.Status is ItemStatus.Cancelled or ItemStatus.GuideOnly;

    private static string FirstOf(Compared compared) => ItemElements.All.First(e => compared.Elements.Contains(e.Key)).Key;

    private static string Told(Compared compared) =>
        $"与上级目录“{compared.Pair.Standard.Name}”第 {compared.Pair.ParentVersion} 版不一致：{string.Join("、", ItemElements.All.Where(e => compared.Elements.Contains(e.Key)).Select(e => e.Name))}。"
        + "请承接上级变更或者改为一致；确需不同的，请报请上级批准例外。";

    private static Finding Of(Compared compared, DateOnly due, DateTime at)
    {
        var item = compared.Pair.Item;
        return new Finding
        {
            Id = Guid.CreateVersion7(at),
            ItemId = item.Id,
            ItemCode = item.Code,
            ItemName = compared.Pair.Own.Name,
            Version = compared.Pair.Version,
            RuleKey = Rule,
            RuleVersion = 1,
            Place = "",
            Element = FirstOf(compared),
            Blocks = false,
            Message = Finding.Fit(Told(compared)),
            Origin = FindingOrigin.Agreement,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            RegionCode = item.RegionCode,
            FoundAt = at,
            DueOn = due,
        };
    }
}
