using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Inspect.Links;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// Finds what lies around items and decides whether their service works: files, forms, staffed posts, the list of what does not enter the hall, the entries above and the themes
/// (01.14, 01.24, 02.14, 05.20). Each form and each entry is looked at once; list and themes are asked for a page of items in one statement each.
/// </summary>
internal sealed class Surroundings(Database db, InspectionData data, SampleFiles samples, IFormCatalogue forms, IOrganisations organisations, TimeProvider clock)
{
    private readonly Dictionary<string, string?> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, bool> _files = [];
    private readonly Dictionary<Guid, EntryAbove> _entries = [];

    /// <summary>How the content of an entry with a splitting standard is written: few have one, and no other content is read.</summary>
    private const string HasSplit = "\"handlingItems\":[{";
    private HashSet<(string Role, string Place)>? _staffed;
    private bool? _licencesListed;
    private HashSet<string>? _dead;

    /// <summary>Around many items: all posts are read once.</summary>
    /// <param name="rows">The items that the contents are of.</param>
    public async Task<Around> OfManyAsync(IReadOnlyList<ItemPageRow> rows, IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        var all = contents as IReadOnlyCollection<ItemContent> ?? [.. contents];
        await ReadFormsAsync(all, ct);
        _files.Clear();
        await ReadFilesAsync(all, ct);
        _staffed ??= [.. (await organisations.StaffedAsync("", ct)).Select(p => (p.Role, Roles.IsRegional(p.Role) ? p.RegionCode : p.OrganisationId.ToString()))];
        var codes = rows.Where(r => r.Kind == ItemKind.Implementation).SelectMany(r => new[] { r.Code, r.CatalogueCode }).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal);
        var off = await OffTheHallAsync([.. codes], ct);
        _dead ??= [.. await db.Set<OutwardLink>().AsNoTracking().Where(l => l.DeadOn != null).Select(l => l.Address).ToListAsync(ct)];
        var ids = rows.Select(r => r.ItemId).ToArray();
        var themes = (await db.Set<ItemTheme>().AsNoTracking().Where(t => ids.Contains(t.ItemId)).Join(db.Set<Theme>(), t => t.ThemeId, t => t.Id, (i, t) => new { i.ItemId, t.Audience }).Distinct()
            .ToListAsync(ct)).ToLookup(t => t.ItemId, t => t.Audience);
        await ReadEntriesAsync(rows.Select(r => r.ParentId), ct);
        var byCode = rows.ToDictionary(r => r.Code, StringComparer.Ordinal);
        EntryAbove Entry(ItemPageRow row) => row.ParentId is { } parent ? _entries.GetValueOrDefault(parent, EntryAbove.None) : EntryAbove.None;
        var staying = await KeptItems.OfAsync(db, [.. rows.Where(r => Entry(r).Status != ItemStatus.InUse).Select(r => r.ItemId)], ct);
        return Of(_staffed, off) with
        {
            Above = item => staying.Contains(byCode[item.Code].ItemId) ? Entry(byCode[item.Code]) with { Stays = true } : Entry(byCode[item.Code]),
            LicencesListed = await LicencesListedAsync(ct),
            ThemesOf = item => [.. themes[byCode[item.Code].ItemId]], LinkDead = _dead.Count == 0 ? null : _dead.Contains,
        };
    }

    /// <summary>Around what is proposed: as it will be bound.</summary>
    public async Task<Around> OfProposalAsync(PublishRequest request, string catalogueCode, CancellationToken ct)
    {
        var seen = await OfOneAsync(request.Code, catalogueCode, request.Content, request.OrganisationId, request.RegionCode, ct);
        if (request.Parent is not { } parent)
        {
            return seen;
        }

        await ReadEntriesAsync([parent.Id], ct);
        return seen with { Above = _ => _entries[parent.Id] };
    }

    /// <summary>Only what says whether items that begin may be licences.</summary>
    public async Task<Around> AboveOnlyAsync(IReadOnlyCollection<PublishRequest> requests, CancellationToken ct)
    {
        var codes = requests.Where(r => r.Parent is null).Select(r => r.Code).ToArray();
        var items = db.Set<Item>().AsNoTracking();
        var above = codes.Length == 0 ? [] : await items.Where(i => codes.Contains(i.Code)).Join(items, i => i.ParentId, p => p.Id, (i, p) => new { i.Code, p.Status, p.TypeCode })
            .ToDictionaryAsync(x => x.Code, x => new EntryAbove(true, x.Status, x.TypeCode, []), StringComparer.Ordinal, ct);
        foreach (var request in requests.Where(r => r.Parent is not null))
        {
            above[request.Code] = new EntryAbove(true, request.Parent!.Status, request.Parent.TypeCode, []);
        }

        return new(data.Words, Above: i => above.GetValueOrDefault(i.Code, EntryAbove.None), LicencesListed: requests.Any(r => !above.ContainsKey(r.Code)) && await LicencesListedAsync(ct));
    }

    /// <summary>Around one item: only the posts that its steps need.</summary>
    public async Task<Around> OfOneAsync(string code, string catalogueCode, ItemContent content, Guid organisationId, string regionCode, CancellationToken ct)
    {
        await ReadFormsAsync([content], ct);
        await ReadFilesAsync([content], ct);
        var staffed = new HashSet<(string, string)>();
        foreach (var (role, organisation) in content.Steps.Select(s => (s.Role, s.OrganisationId ?? organisationId)).Distinct())
        {
            var holders = Roles.IsRegional(role) ? await organisations.InRegionAsync(role, regionCode, ct) : await organisations.ColleaguesAsync(organisation, [role], ct);
            if (holders.Count > 0)
            {
                staffed.Add((role, Roles.IsRegional(role) ? regionCode : organisation.ToString()));
            }
        }

        var off = await OffTheHallAsync([.. new[] { code, catalogueCode }.Where(c => c.Length > 0)], ct);
        var above = await AboveAsync(code, ct);
        var themes = await db.Set<Item>().Where(i => i.Code == code).Join(db.Set<ItemTheme>(), i => i.Id, t => t.ItemId, (_, t) => t.ThemeId)
            .Join(db.Set<Theme>(), t => t, t => t.Id, (_, t) => t.Audience).Distinct().ToListAsync(ct);
        var links = OutwardLinks.Of(content).ToArray();
        var dead = links.Length == 0 ? [] : await db.Set<OutwardLink>().AsNoTracking().Where(l => l.DeadOn != null && links.Contains(l.Address)).Select(l => l.Address).ToListAsync(ct);
        return Of(staffed, off) with
        {
            LinkDead = dead.Count == 0 ? null : dead.Contains, Above = _ => above, LicencesListed = !above.Bound && content.TypeCode == "01" && await LicencesListedAsync(ct), ThemesOf = _ => themes,
        };
    }

    private async Task<EntryAbove> AboveAsync(string code, CancellationToken ct)
    {
        if (await Entries(db.Set<Item>().Where(i => i.Code == code).Join(db.Set<Item>(), i => i.ParentId, p => p.Id, (_, p) => p)).FirstOrDefaultAsync(ct) is not { } entry)
        {
            return EntryAbove.None;
        }

        var above = Above(entry);
        var stopped = above.Status == ItemStatus.InUse ? [] : await db.Set<Item>().Where(i => i.Code == code).Select(i => i.Id).ToListAsync(ct);
        return (await KeptItems.OfAsync(db, stopped, ct)).Count > 0 ? above with { Stays = true } : above;
    }

    private async Task ReadEntriesAsync(IEnumerable<Guid?> parents, CancellationToken ct)
    {
        var unread = parents.OfType<Guid>().Where(p => !_entries.ContainsKey(p)).Distinct().ToArray();
        if (unread.Length > 0)
        {
            foreach (var entry in await Entries(db.Set<Item>().Where(i => unread.Contains(i.Id))).ToListAsync(ct))
            {
                _entries[entry.Id] = Above(entry);
            }
        }
    }

    /// <summary>As they are in force: where the newest version of one waits, its row is ahead of what it says today.</summary>
    private IQueryable<EntryRow> Entries(IQueryable<Item> entries)
    {
        var today = LegalDay.Today(clock);
        return entries.LeftJoin(db.Set<ItemVersion>(), VersionsInForce.IdOf(db, today), v => (Guid?)v.Id, (i, v) => new EntryRow(
            i.Id, i.Status, i.TypeCode, v != null && (v.Content.Contains(HasSplit) || i.EffectiveOn > today) ? v.Content : null));
    }

    private static EntryAbove Above(EntryRow entry)
    {
        var content = entry.Content is { } json ? ItemContent.FromJson(json) : null;
        return new(true, entry.Status, content?.TypeCode ?? entry.TypeCode, content?.HandlingItems ?? []);
    }

    private async Task<bool> LicencesListedAsync(CancellationToken ct) => _licencesListed ??= await db.Set<Item>()
        .AnyAsync(i => i.Kind == ItemKind.Basic && i.RegionCode == "" && i.TypeCode == "01", ct);

    /// <summary>The regions whose negative list (进驻负面清单) names a code, as the list is being compiled: what is found can be mended before it is published.</summary>
    private async Task<ILookup<string, string>> OffTheHallAsync(string[] codes, CancellationToken ct) =>
        (await db.Set<ListMapping>().AsNoTracking()
            .Where(m => codes.Contains(m.TargetCode) && m.List == RegisterLists.HallNegative && db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null))
            .Select(m => new { m.TargetCode, m.RegionCode }).ToListAsync(ct)).ToLookup(m => m.TargetCode, m => m.RegionCode, StringComparer.Ordinal);

    private Around Of(HashSet<(string Role, string Place)> staffed, ILookup<string, string> offTheHall) => new(
        data.Words,
        name => UploadedSample.FileOf(name) is { } id ? _files.GetValueOrDefault(id) : samples.LinkTo(name) is not null,
        key => _forms.GetValueOrDefault(key),
        (step, item) => staffed.Contains((step.Role, Roles.IsRegional(step.Role) ? item.RegionCode : (step.OrganisationId ?? item.OrganisationId).ToString())),
        item => offTheHall[item.Code].Concat(offTheHall[item.State.CatalogueCode]).Any(region => item.RegionCode.StartsWith(region, StringComparison.Ordinal)));

    /// <summary>What was uploaded can be had unless a virus was found in it since.</summary>
    private async Task ReadFilesAsync(IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        var unread = contents.SelectMany(c => c.Materials.SelectMany(m => new[] { m.BlankForm, m.Sample }).Append(c.Result.Sample))
            .Select(UploadedSample.FileOf).OfType<Guid>().Where(id => !_files.ContainsKey(id)).Distinct().ToArray();
        if (unread.Length == 0)
        {
            return;
        }

        var usable = (await db.Set<ItemFile>().Where(f => unread.Contains(f.Id))
            .Join(db.Set<StoredFile>(), f => f.Id, s => s.Id, (_, s) => s).Where(s => s.ScanState != ScanState.Infected).Select(s => s.Id).ToListAsync(ct)).ToHashSet();
        foreach (var id in unread)
        {
            _files[id] = usable.Contains(id);
        }
    }

    private async Task ReadFormsAsync(IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        foreach (var key in contents.SelectMany(c => new[] { c.PersonForm, c.CompanyForm }).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!_forms.ContainsKey(key))
            {
                _forms[key] = await forms.ReferredAsync(key, ct) is { } form
                    ? FormChecks.Check(form.Definition) is [var first, ..] ? $"有错误：{first.Message}" : null
                    : "不存在。";
            }
        }
    }

    private sealed record EntryRow(Guid Id, ItemStatus Status, string TypeCode, string? Content);
}
