using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Documents;

/// <summary>Keeps the document templates: editing makes a new version, old versions stay as they were.</summary>
public sealed class Templates(Database db, IEnumerable<ITemplateSource> sources, TimeProvider clock)
{
    private static readonly Problem Unknown = Problem.NotFound("documents.template-unknown", "没有这个文书模板，请返回模板列表重新选择。");

    public Task<DocumentTemplate?> GetActiveAsync(string key, CancellationToken ct) =>
        db.Set<DocumentTemplate>().AsNoTracking().Where(x => x.Key == key && x.Active).OrderByDescending(x => x.Version).FirstOrDefaultAsync(ct);

    public Task<List<DocumentTemplate>> VersionsAsync(string key, CancellationToken ct) =>
        db.Set<DocumentTemplate>().AsNoTracking().Where(x => x.Key == key).OrderByDescending(x => x.Version).ToListAsync(ct);

    public Task<DocumentTemplate?> VersionAsync(string key, int version, CancellationToken ct) =>
        db.Set<DocumentTemplate>().AsNoTracking().SingleOrDefaultAsync(x => x.Key == key && x.Version == version, ct);

    /// <summary>The templates in use, of the given keys.</summary>
    public Task<List<DocumentTemplate>> InUseAsync(IEnumerable<string> keys, CancellationToken ct) =>
        db.Set<DocumentTemplate>().AsNoTracking().Where(x => keys.Contains(x.Key) && x.Active).ToListAsync(ct);

    /// <summary>What a new version would be, without saving it: to look at before it is put in use.</summary>
    public async Task<Outcome<DocumentTemplate>> TryAsync(string key, string title, string body, Act act, CancellationToken ct) =>
        await GetActiveAsync(key, ct) is { } active ? NextOf(active, title, body, act) : Unknown;

    /// <summary>Checks the body against the declared fields and, if whole, puts it in use.</summary>
    public async Task<Outcome<DocumentTemplate>> SaveNewVersionAsync(string key, string title, string body, Act act, CancellationToken ct)
    {
        var active = await ActiveAsync(key, ct);
        if (active is null)
        {
            return Unknown;
        }

        var made = NextOf(active, title, body, act);
        if (!made.TryGet(out var next))
        {
            return made;
        }

        db.Add(next);
        var saved = await db.SaveAsync(ct, Problem.Conflict("documents.template-changed", "这个模板刚刚被其他人修改过，请刷新后在新版本上修改。"));
        return saved.Ok ? next : Outcome<DocumentTemplate>.Because(saved.Problems);
    }

    /// <summary>Brings in the modules' templates; what a person has edited is left alone.</summary>
    public Task EnsureSeededAsync(CancellationToken ct) => EnsureSeededAsync(sources.SelectMany(s => s.Templates), ct);

    /// <inheritdoc cref="EnsureSeededAsync(CancellationToken)"/>
    /// <exception cref="InvalidOperationException">A seed does not parse, which is a fault of its module.</exception>
    public async Task EnsureSeededAsync(IEnumerable<TemplateSeed> seeds, CancellationToken ct)
    {
        var act = Act.BySystem("预置文书模板", clock.GetUtcNow().UtcDateTime);
        foreach (var seed in seeds)
        {
            if (TemplateParser.Parse(seed.Body, seed.Fields) is { Ok: false } faulty)
            {
                throw new InvalidOperationException($"Template {seed.Key}: {string.Join(" ", faulty.Problems.Select(p => p.Message))}");
            }

            var active = await ActiveAsync(seed.Key, ct);
            var fields = DocumentTemplate.Serialize(seed.Fields);
            if (active is null)
            {
                db.Add(DocumentTemplate.First(seed, act));
            }
            else if (active.CreatedBy == act.Actor.Id && (active.Body != seed.Body || active.Title != seed.Title || active.Fields != fields))
            {
                db.Add(active.Next(seed.Title, seed.Body, fields, act));
            }
        }

        // Another node that starts at the same moment may have brought in the same versions: then they are there.
        await db.SaveAsync(ct);
    }

    private static Outcome<DocumentTemplate> NextOf(DocumentTemplate active, string title, string body, Act act)
    {
        if (string.IsNullOrWhiteSpace(title))
        {
            return Problem.Invalid("documents.template-untitled", "请填写模板名称。", "Title");
        }

        var parsed = TemplateParser.Parse(body, active.DeclaredFields);
        return parsed.Ok ? active.Next(title.Trim(), body, active.Fields, act) : Outcome<DocumentTemplate>.Because(parsed.Problems);
    }

    private Task<DocumentTemplate?> ActiveAsync(string key, CancellationToken ct) =>
        db.Set<DocumentTemplate>().Where(x => x.Key == key && x.Active).OrderByDescending(x => x.Version).FirstOrDefaultAsync(ct);
}
