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

    /// <param name="regionPrefix">Where the items lie; the first call decides for all.</param>
    public async Task<Around> OfAsync(IEnumerable<ItemContent> contents, string regionPrefix, CancellationToken ct)
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

        if (_staffed is null)
        {
            var posts = await organisations.StaffedAsync(regionPrefix, ct);
            _staffed = [.. posts.Select(p => (p.Role, Roles.IsRegional(p.Role) ? p.RegionCode : p.OrganisationId.ToString()))];
        }

        var staffed = _staffed;
        return new Around(
            data.Words,
            name => samples.LinkTo(name) is not null,
            key => _forms.GetValueOrDefault(key),
            (step, item) => staffed.Contains((step.Role, Roles.IsRegional(step.Role) ? item.RegionCode : (step.OrganisationId ?? item.OrganisationId).ToString())));
    }
}
