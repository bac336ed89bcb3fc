using System.Linq.Expressions;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Findings;

/// <summary>What an inspection of one item changes: the faults nobody knew become findings, the findings that are no fault any more are closed. Pure (02.09).</summary>
/// <param name="RuleKeys">The keys of the rules that were applied.</param>
/// <param name="Nation">The region whose managers keep what is the nation's.</param>
internal sealed record FindingMerge(IReadOnlySet<string> RuleKeys, WorkingCalendar Calendar, DateTime Now, string Nation)
{
    /// <summary>
    /// What ends with an item that is cancelled, and rests while it is paused: all but what somebody from the public said, who is still to be answered, and what an end shows, which has more to mend
    /// now, not less.
    /// </summary>
    public static readonly Expression<Func<Finding, bool>> EndsWithItem = f => f.ClosedAt == null && f.Origin != FindingOrigin.Public && f.Origin != FindingOrigin.SameSource;

    /// <summary>The same of findings that were read.</summary>
    public static readonly Func<Finding, bool> IsEndedWithItem = EndsWithItem.Compile();

    private DateOnly Today { get; } = LegalDay.Of(Now);

    /// <param name="known">The open findings of the item, and those closed because an explanation was accepted.</param>
    public (List<Finding> New, List<(Finding Finding, FindingEnd End)> Gone) Of(ItemPageRow item, IReadOnlyList<Fault> faults, IReadOnlyList<Finding> known)
    {
        var (added, gone) = (new List<Finding>(), new List<(Finding, FindingEnd)>());
        var still = faults.DistinctBy(f => (f.RuleKey, PlaceOf(f))).ToDictionary(f => (f.RuleKey, Place: PlaceOf(f)));
        foreach (var finding in known.Where(f => f is { IsOpen: true, Origin: FindingOrigin.Machine }))
        {
            if (!still.ContainsKey((finding.RuleKey, finding.Place)))
            {
                gone.Add((finding, RuleKeys.Contains(finding.RuleKey) ? FindingEnd.Mended : FindingEnd.RuleEnded));
            }
        }

        foreach (var (place, fault) in still)
        {
            // An accepted explanation holds as long as the rule stays as it was.
            if (!known.Any(f => f.RuleKey == place.RuleKey && f.Place == place.Place && (f.IsOpen || (f.ClosedAs == FindingEnd.Explained && f.RuleVersion == fault.RuleVersion))))
            {
                added.Add(Make(item, fault));
            }
        }

        return (added, gone);
    }

    private Finding Make(ItemPageRow item, Fault fault) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(Now)),
        ItemId = item.ItemId,
        ItemCode = item.Code,
        ItemName = item.Name,
        Version = item.Version,
        RuleKey = fault.RuleKey,
        RuleVersion = fault.RuleVersion,
        Place = PlaceOf(fault),
        Element = fault.Element,
        Blocks = fault.Blocks,
        Message = Finding.Fit(fault.Message),
        Origin = FindingOrigin.Machine,
        OrganisationId = item.OrganisationId,
        OrganisationName = item.OrganisationName,
        RegionCode = item.RegionCode.Length == 0 ? Nation : item.RegionCode,
        FoundAt = Now,
        DueOn = Calendar.AddWorkingDays(Today, fault.Days),
    };

    private static string PlaceOf(Fault fault) => fault.Place.Length <= Finding.LongestPlace ? fault.Place : fault.Place[..Finding.LongestPlace];
}
