using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Forms.Catalogue;

/// <inheritdoc cref="IFormCatalogue"/>
internal sealed class FormCatalogue(Database db) : IFormCatalogue
{
    public const string PersonBasic = "person-basic";
    public const string CompanyBasic = "company-basic";

    public PublishedForm Default(string itemType, PartyKind kind) => StandardForms.Newest(kind == PartyKind.Company ? CompanyBasic : PersonBasic)!;

    public async Task<PublishedForm?> FindAsync(string key, CancellationToken ct) => (await NewestAsync(key, ct))?.Read() ?? StandardForms.Newest(key);

    public async Task<PublishedForm?> FindAsync(string key, string version, CancellationToken ct)
    {
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return StandardForms.Find(key, version);
        }

        return (await db.Set<FormVersion>().AsNoTracking().SingleOrDefaultAsync(x => x.Key == key && x.Number == number, ct))?.Read();
    }

    public async Task<IReadOnlyList<FormListing>> ListAsync(CancellationToken ct)
    {
        var versions = await db.Set<FormVersion>().AsNoTracking().Select(x => new { x.Key, x.Title, x.Number }).ToListAsync(ct);
        var published = versions.GroupBy(x => x.Key).Select(g => g.MaxBy(x => x.Number)!)
            .Select(x => new FormListing(x.Key, x.Title, x.Number.ToString(CultureInfo.InvariantCulture)))
            .ToList();
        var standard = StandardForms.All.Select(f => StandardForms.Newest(f.Definition.Key)!).Distinct()
            .Where(f => published.TrueForAll(p => p.Key != f.Definition.Key))
            .Select(f => new FormListing(f.Definition.Key, f.Definition.Title, f.Version));
        return [.. published.Concat(standard).OrderBy(f => f.Key, StringComparer.Ordinal)];
    }

    public async Task<Outcome<PublishedForm>> PublishAsync(FormDefinition definition, Act act, CancellationToken ct)
    {
        if (FormChecks.Check(definition) is { Count: > 0 } problems)
        {
            return Outcome<PublishedForm>.Because(problems);
        }

        var newest = await NewestAsync(definition.Key, ct);
        if (newest?.Definition == definition.ToJson())
        {
            return newest.Read();
        }

        var version = FormVersion.Of(definition, (newest?.Number ?? 0) + 1, act);
        db.Add(version);
        db.Record(version, act, "forms.published", new { version.Key, version.Number });
        var saved = await db.SaveAsync(ct, Problem.Conflict("forms.version-taken", "这张表单刚刚有人发布了新版本，请刷新后核对再发布。"));
        return saved.Ok ? version.Read() : Outcome<PublishedForm>.Because(saved.Problems);
    }

    private Task<FormVersion?> NewestAsync(string key, CancellationToken ct) =>
        db.Set<FormVersion>().AsNoTracking().Where(x => x.Key == key).OrderByDescending(x => x.Number).FirstOrDefaultAsync(ct);
}
