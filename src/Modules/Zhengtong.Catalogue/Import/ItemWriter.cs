using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Profiles;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>Stages drafts as versions: a new item, a new version where something changed, nothing where all is as before. Saves nothing.</summary>
internal sealed class ItemWriter(Database db, PublishItemVersion publish, SheetGates gates, IOrganisations organisations)
{
    private const int Page = 500;
    private readonly Dictionary<(string Name, string Region), Guid> _organisations = [];

    /// <param name="keepElements">A bare list comes alone: elements that other sources gave an item stay.</param>
    /// <param name="within">The region of who brings the file: items of others are refused, and each version passes the gates of every version made here. Null for the installation's own data.</param>
    public async Task WriteAsync(IReadOnlyList<ItemDraft> drafts, ProfileTable profiles, ThemeRules rules, bool keepElements, string? within, Tally tally, Act act, CancellationToken ct)
    {
        var themes = await ThemesAsync(rules, ct);

        // Looking for changes at each step costs the square of the rows; the save looks once.
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var page in drafts.Chunk(Page))
        {
            await WritePageAsync(page, profiles, rules, themes, keepElements, within, tally, act, ct);
        }

        db.ChangeTracker.AutoDetectChangesEnabled = true;
    }

    private async Task WritePageAsync(
        IReadOnlyList<ItemDraft> drafts, ProfileTable profiles, ThemeRules rules, Dictionary<ThemeKey, Guid> themes, bool keepElements, string? within, Tally tally, Act act, CancellationToken ct)
    {
        var known = await KnownAsync([.. drafts.Select(d => d.Code)], ct);
        var asked = new List<Asked>();
        foreach (var draft in drafts)
        {
            var before = known.GetValueOrDefault(draft.Code);
            if (within is not null && Refusal(draft, before?.Item, within) is { } refusal)
            {
                tally.Fault(draft.At, refusal.Code, refusal.Message);
                tally.Step();
                continue;
            }

            var content = before is not null && draft.ListOnly && keepElements ? Listed(before.Content, draft.Content) : draft.Content;
            content = draft.GuideOnly ? content : DefaultProfile.Complete(profiles, draft.Name, content);
            content = await WithOrganisationsAsync(content, draft.RegionCode, act, ct);
            var request = new PublishRequest(
                draft.Code,
                draft.Name,
                draft.GuideOnly ? Guid.Empty : await OrganisationAsync(draft.OrganisationName, draft.CreditCode, draft.RegionCode, act, ct),
                draft.OrganisationName,
                draft.RegionCode,
                draft.RegionName,
                content,
                draft.Source)
            {
                PlanEffective = before?.Item.CarriedOn(LegalDay.Of(act.At)),
                GuideOnly = draft.GuideOnly,
                Themes = [.. rules.Of(draft with { Content = content }).Select(k => themes[k])],
            };
            asked.Add(new Asked(draft.At, request, before));
        }

        IReadOnlyList<IReadOnlyList<Problem>> refused = within is null
            ? []
            : await gates.ProblemsAsync([.. asked.Select(a => new AskedVersion(a.Request, a.Before?.Item, a.Before?.Content))], LegalDay.Of(act.At), ct);
        for (var i = 0; i < asked.Count; i++)
        {
            Stage(asked[i], within is null ? [] : refused[i], tally, act);
            tally.Step();
        }
    }

    private void Stage(Asked asked, IReadOnlyList<Problem> refused, Tally tally, Act act)
    {
        var (at, request, before) = asked;
        if (before is not null && IsSame(before, request))
        {
            publish.LinkThemes(before.Item.Id, request.Themes, before.Themes);
            tally.Unchanged++;
        }
        else
        {
            var against = refused.Count > 0 ? refused : publish.Stage(request, act, before?.Item, before?.Index, before?.Themes ?? []).Problems;
            if (against.Count > 0)
            {
                tally.Fault(at, against[0].Code, string.Concat(against.Select(p => p.Message)));
                return;
            }

            _ = before is null ? tally.Added++ : tally.Changed++;
        }

        foreach (var fault in ContentRules.Faults(request.Content))
        {
            tally.Warn(at, fault.Code, fault.Message);
        }
    }

    /// <summary>What a file that somebody brings may not touch.</summary>
    private static Problem? Refusal(ItemDraft draft, Item? item, string within) =>
        !draft.RegionCode.StartsWith(within, StringComparison.Ordinal) || item?.RegionCode.StartsWith(within, StringComparison.Ordinal) == false
            ? Problem.Forbidden("import-outside", "这个事项不在您的管理范围内，请删去这一行。")
            : item?.Status == ItemStatus.Cancelled ? Problem.Conflict("import-cancelled", "这个事项已经取消，不能再变更。请删去这一行；需要重新开办时，请新增事项。") : null;

    private static bool IsSame(Known before, PublishRequest request) =>
        before.Item.Name == request.Name
        && before.Item.OrganisationId == request.OrganisationId
        && before.Item.Status == (request.GuideOnly ? ItemStatus.GuideOnly : ItemStatus.InUse)
        && before.Json == request.Content.ToJson();

    /// <summary>A bare list renews what it says and leaves the elements.</summary>
    private static ItemContent Listed(ItemContent before, ItemContent listed) =>
        before with { TypeCode = listed.TypeCode, TypeName = listed.TypeName, SourceUrl = listed.SourceUrl };

    private async Task<Dictionary<string, Known>> KnownAsync(List<string> codes, CancellationToken ct)
    {
        var items = await db.Set<Item>().Where(i => codes.Contains(i.Code) && i.Kind == ItemKind.Implementation)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content }).ToListAsync(ct);
        var ids = items.ConvertAll(x => x.Item.Id);
        var indexes = await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct);
        var themes = (await db.Set<ItemTheme>().Where(x => ids.Contains(x.ItemId)).ToListAsync(ct)).ToLookup(x => x.ItemId);
        return items.ToDictionary(x => x.Item.Code, x => new Known(x.Item, indexes.GetValueOrDefault(x.Item.Id), x.Content, [.. themes[x.Item.Id]]), StringComparer.Ordinal);
    }

    private async Task<Dictionary<ThemeKey, Guid>> ThemesAsync(ThemeRules rules, CancellationToken ct)
    {
        var known = (await db.Set<Theme>().ToListAsync(ct)).ToDictionary(t => new ThemeKey(t.Audience, t.Kind, t.Name));
        for (var i = 0; i < rules.Themes.Count; i++)
        {
            var key = rules.Themes[i];
            if (known.TryGetValue(key, out var theme))
            {
                theme.Order = i + 1;
            }
            else
            {
                known[key] = new Theme { Id = Guid.CreateVersion7(), Audience = key.Audience, Kind = key.Kind, Name = key.Name, Order = i + 1 };
                db.Add(known[key]);
            }
        }

        return known.ToDictionary(x => x.Key, x => x.Value.Id);
    }

    /// <summary>Steps of joint handling name other organisations of the region; a case needs their ids.</summary>
    private async Task<ItemContent> WithOrganisationsAsync(ItemContent content, string regionCode, Act act, CancellationToken ct)
    {
        if (content.Steps.All(s => s.OrganisationName.Length == 0 || s.OrganisationId is not null))
        {
            return content;
        }

        var steps = new List<ItemStep>();
        foreach (var step in content.Steps)
        {
            steps.Add(step.OrganisationName.Length == 0 ? step : step with { OrganisationId = await OrganisationAsync(step.OrganisationName, "", regionCode, act, ct) });
        }

        return content with { Steps = steps };
    }

    private async Task<Guid> OrganisationAsync(string name, string creditCode, string regionCode, Act act, CancellationToken ct)
    {
        if (!_organisations.TryGetValue((name, regionCode), out var id))
        {
            id = (await organisations.EnsureAsync(db, name, creditCode, regionCode, act.At, ct)).Id;
            _organisations[(name, regionCode)] = id;
        }

        return id;
    }

    private sealed record Asked(RowAt At, PublishRequest Request, Known? Before);

    private sealed record Known(Item Item, ItemIndex? Index, string Json, List<ItemTheme> Themes)
    {
        public ItemContent Content => ItemContent.FromJson(Json);
    }
}
