using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Finds what lies around items and decides whether their service works: files, forms, staffed posts (02.14). Each form is looked at once.</summary>
internal sealed class Surroundings(InspectionData data, SampleFiles samples, IFormCatalogue forms, IOrganisations organisations)
{
    private readonly Dictionary<string, string?> _forms = new(StringComparer.Ordinal);
    private HashSet<(string Role, string Place)>? _staffed;

    /// <summary>Around many items: all posts are read once.</summary>
    public async Task<Around> OfManyAsync(IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        await ReadFormsAsync(contents, ct);
        _staffed ??= [.. (await organisations.StaffedAsync("", ct)).Select(p => (p.Role, Roles.IsRegional(p.Role) ? p.RegionCode : p.OrganisationId.ToString()))];
        return Of(_staffed);
    }

    /// <summary>Around one item: only the posts that its steps need.</summary>
    public async Task<Around> OfOneAsync(ItemContent content, Guid organisationId, string regionCode, CancellationToken ct)
    {
        await ReadFormsAsync([content], ct);
        var staffed = new HashSet<(string, string)>();
        foreach (var (role, organisation) in content.Steps.Select(s => (s.Role, s.OrganisationId ?? organisationId)).Distinct())
        {
            var holders = Roles.IsRegional(role) ? await organisations.InRegionAsync(role, regionCode, ct) : await organisations.ColleaguesAsync(organisation, [role], ct);
            if (holders.Count > 0)
            {
                staffed.Add((role, Roles.IsRegional(role) ? regionCode : organisation.ToString()));
            }
        }

        return Of(staffed);
    }

    private Around Of(HashSet<(string Role, string Place)> staffed) => new(
        data.Words,
        name => samples.LinkTo(name) is not null,
        key => _forms.GetValueOrDefault(key),
        (step, item) => staffed.Contains((step.Role, Roles.IsRegional(step.Role) ? item.RegionCode : (step.OrganisationId ?? item.OrganisationId).ToString())));

    private async Task ReadFormsAsync(IEnumerable<ItemContent> contents, CancellationToken ct)
    {
        foreach (var key in contents.SelectMany(c => new[] { c.PersonForm, c.CompanyForm }).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!_forms.ContainsKey(key))
            {
                _forms[key] = await forms.FindAsync(key, ct) is { } form
                    ? FormChecks.Check(form.Definition) is [var first, ..] ? $"有错误：{first.Message}" : null
                    : "不存在。";
            }
        }
    }
}
