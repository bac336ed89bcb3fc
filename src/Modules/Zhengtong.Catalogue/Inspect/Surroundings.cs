using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// Finds what lies around items and decides whether their service works: files, forms, staffed posts, the list of what does not enter the hall, and how the entry above is split (02.14, 05.20,
/// 01.14). Each form and each entry is looked at once; the list is asked for a page of items in one statement.
/// </summary>
internal sealed class Surroundings(Database db, InspectionData data, SampleFiles samples, IFormCatalogue forms, IOrganisations organisations)
{
    private readonly Dictionary<string, string?> _forms = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, bool> _files = [];
    private readonly Dictionary<Guid, IReadOnlyList<HandlingItem>> _splits = [];

    /// <summary>How the content of an entry with a splitting standard is written: few have one, and no other content is read.</summary>
    private const string HasSplit = "\"handlingItems\":[{";
    private HashSet<(string Role, string Place)>? _staffed;

    /// <summary>Around many items: all posts are read once.</summary>
    /// <param name="rows">The items that the contents are of.</param>
    public async Task<Around> OfManyAsync(IReadOnlyList<ItemPageRow> rows, IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        var all = contents as IReadOnlyCollection<ItemContent> ?? [.. contents];
        await ReadFormsAsync(all, ct);
        await ReadFilesAsync(all, ct);
        _staffed ??= [.. (await organisations.StaffedAsync("", ct)).Select(p => (p.Role, Roles.IsRegional(p.Role) ? p.RegionCode : p.OrganisationId.ToString()))];
        var codes = rows.Where(r => r.Kind == ItemKind.Implementation).SelectMany(r => new[] { r.Code, r.CatalogueCode }).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal);
        var parents = rows.Where(r => r.ParentId is not null).ToDictionary(r => r.Code, r => r.ParentId!.Value, StringComparer.Ordinal);
        await ReadSplitsAsync([.. parents.Values.Distinct()], ct);
        return Of(_staffed, await OffTheHallAsync([.. codes], ct), i => parents.TryGetValue(i.Code, out var parent) ? _splits[parent] : null);
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

        var above = await db.Set<Item>().AsNoTracking().Where(i => i.Code == code).Join(db.Set<Item>(), i => i.ParentId, p => p.Id, (_, p) => p)
            .Join(db.Set<ItemVersion>(), p => p.CurrentVersionId, v => v.Id, (_, v) => v.Content).Where(c => c.Contains(HasSplit)).SingleOrDefaultAsync(ct);
        var split = above is null ? null : ItemContent.FromJson(above).HandlingItems;
        return Of(staffed, await OffTheHallAsync([.. new[] { code, catalogueCode }.Where(c => c.Length > 0)], ct), _ => split);
    }

    private async Task ReadSplitsAsync(IReadOnlyList<Guid> entries, CancellationToken ct)
    {
        var unread = entries.Where(id => !_splits.ContainsKey(id)).ToList();
        if (unread.Count == 0)
        {
            return;
        }

        var read = await db.Set<Item>().AsNoTracking().Where(i => unread.Contains(i.Id)).Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { i.Id, v.Content })
            .Where(x => x.Content.Contains(HasSplit)).ToDictionaryAsync(x => x.Id, x => ItemContent.FromJson(x.Content).HandlingItems, ct);
        foreach (var id in unread)
        {
            _splits[id] = read.GetValueOrDefault(id) ?? [];
        }
    }

    /// <summary>The regions whose negative list (进驻负面清单) names a code, as the list is being compiled: what is found can be mended before it is published.</summary>
    private async Task<ILookup<string, string>> OffTheHallAsync(string[] codes, CancellationToken ct) =>
        (await db.Set<ListMapping>().AsNoTracking()
            .Where(m => codes.Contains(m.TargetCode) && m.List == RegisterLists.HallNegative && db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null))
            .Select(m => new { m.TargetCode, m.RegionCode }).ToListAsync(ct)).ToLookup(m => m.TargetCode, m => m.RegionCode, StringComparer.Ordinal);

    private Around Of(HashSet<(string Role, string Place)> staffed, ILookup<string, string> offTheHall, Func<Inspected, IReadOnlyList<HandlingItem>?> split) => new(
        data.Words,
        name => UploadedSample.FileOf(name) is { } id ? _files.GetValueOrDefault(id) : samples.LinkTo(name) is not null,
        key => _forms.GetValueOrDefault(key),
        (step, item) => staffed.Contains((step.Role, Roles.IsRegional(step.Role) ? item.RegionCode : (step.OrganisationId ?? item.OrganisationId).ToString())),
        item => offTheHall[item.Code].Concat(offTheHall[item.State.CatalogueCode]).Any(region => item.RegionCode.StartsWith(region, StringComparison.Ordinal)),
        split);

    /// <summary>What was uploaded can be had unless a virus was found in it since.</summary>
    private async Task ReadFilesAsync(IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        var unread = contents.SelectMany(c => c.Materials.SelectMany(m => new[] { m.BlankForm, m.Sample }).Append(c.Result.Sample))
            .Select(UploadedSample.FileOf).OfType<Guid>().Where(id => !_files.ContainsKey(id)).Distinct().ToArray();
        if (unread.Length == 0)
        {
            return;
        }

        var usable = await db.Set<ItemFile>().Where(f => unread.Contains(f.Id))
            .Join(db.Set<StoredFile>(), f => f.Id, s => s.Id, (_, s) => s).Where(s => s.ScanState != ScanState.Infected).Select(s => s.Id).ToListAsync(ct);
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
}
