using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>What of a change the entry above fixes (四同, 十二要素; 01.03, 01.28): written above, shown below.</summary>
internal sealed class FixedByAbove(Database db, FixedElements elements, ProfilesInForce profiles)
{
    /// <returns>Null where nothing is above, or it fixes nothing.</returns>
    public async Task<Standing?> OfAsync(ItemChange change, CancellationToken ct)
    {
        var item = change.ItemId is { } id ? await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == id, ct) : null;
        if ((change.ParentId ?? item?.ParentId) is not { } parentId)
        {
            return null;
        }

        var parent = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == parentId, ct);
        var number = change.ParentId is null ? item!.ParentVersion : parent.CurrentVersion;
        if (await elements.StandardAsync(parentId, number, ct) is not { } standard)
        {
            return null;
        }

        var subject = item ?? Item.First(change.Code, change.RegionCode, change.RegionName, change.ItemKind);
        var keys = (await elements.OfAsync(subject.Id, subject.Level, subject.Kind, standard, ct)).Where(k => k != ItemElements.CodeKey).ToHashSet(StringComparer.Ordinal);
        var named = await profiles.ActiveAsync(ct);
        return keys.Count == 0 ? null : new Standing(
            parent.Code, parent.Name, number, standard, keys.ToDictionary(k => k, k => named.First(p => p.Covers(subject.Level) && p.Elements.Contains(k)).Name, StringComparer.Ordinal));
    }

    /// <param name="Profiles">The fixed elements, each with the profile that fixes it.</param>
    internal sealed record Standing(string Code, string Name, int Version, ItemState Standard, IReadOnlyDictionary<string, string> Profiles)
    {
        public bool Fixes(string key) => Profiles.ContainsKey(key);

        /// <summary>Where a fixed element comes from, in words.</summary>
        public string Origin(string key) => $"按“{Profiles[key]}”统一，来自上级目录“{Name}”第 {Version} 版";

        /// <summary>What was written into a fixed element; taking what the entry says is no fault.</summary>
        public IReadOnlyList<Problem> Refused(ItemState before, ItemState after)
        {
            var away = Away(after);
            return
            [
                .. ElementComparison.Of(Whole(before), Whole(after), away).Select(d => Problem.Invalid(
                    "catalogue.fixed-above", $"“{d.Element.Name}”由上级统一（{Origin(d.Element.Key)}），不能在这里修改，没有保存。确需不同的，请提出调整申请，或者请上级批准例外。", d.Element.Key == "name" ? "Name" : null)),
            ];
        }

        /// <summary>The fixed elements as the entry has them, where they were not.</summary>
        public (string Name, ItemContent Content) Aligned(string name, ItemContent content)
        {
            var away = Away(new ItemState("", name, content));
            return (away.Contains("name") ? Standard.Name : name, ElementComparison.Take(content, Standard.Content, away));
        }

        private HashSet<string> Away(ItemState state) => [.. ElementComparison.Of(Standard, Whole(state), [.. Profiles.Keys]).Select(d => d.Element.Key)];

        /// <summary>A part of the splitting standard is named after its entry and the part (01.14): that is no deviation.</summary>
        private ItemState Whole(ItemState state) => AgreementGate.Whole(state.Name, Standard) is var name && name == state.Name ? state : state with { Name = name };
    }
}
