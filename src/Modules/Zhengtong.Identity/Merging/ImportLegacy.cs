using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Merging;

/// <summary>
/// Accounts of departments' own portals come under one account (08.18): whose document is known gets a further name to sign in by, whoever is not known becomes a person who sets a password when he
/// first signs in by his phone, and what contradicts waits for somebody to decide. A sheet is checked whole, then carried out whole or not at all; it proves nobody.
/// </summary>
internal sealed class ImportLegacy(Database db, PersonalData personal)
{
    public const int MostRows = 5000;
    private const int Portion = 500;

    public static readonly Problem Unreadable = Problem.Invalid(
        "identity.legacy-sheet", $"认不出这个文件。请上传 Excel（xlsx），首行的列名是：{string.Join('、', LegacyRow.Heads)}。", "Source");

    public static readonly Problem Faulty = Problem.Invalid("identity.legacy-faults", "表格中有需要改正的行，什么都没有导入。请按下面的说明改正后重新上传。", "Source");
    public static readonly Problem Gone = Problem.NotFound("identity.legacy-gone", "没有找到这次导入，或已经导入过。");

    /// <param name="Id">Of what is ready to be carried out; none when rows are faulty.</param>
    internal sealed record Checked(Guid? Id, IReadOnlyList<LegacyFault> Faults);

    public static IQueryable<LegacyImport> VisibleTo(Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<LegacyImport>().Where(x => x.RegionCode.StartsWith(region));
    }

    public async Task<Outcome<Checked>> CheckAsync(Stream sheet, string fileName, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        IReadOnlyList<string> heads = [];
        List<LegacyRow> rows = [];
        List<LegacyFault> faults = [];
        var read = await SheetRows.ReadAsync(sheet, MostRows + 1, line =>
        {
            if (line.Number == 1)
            {
                heads = line.Cells;
            }
            else if (!line.IsEmpty)
            {
                var (row, fault) = LegacyRow.Of(heads, line, today);
                if (row is not null)
                {
                    rows.Add(row);
                }
                else
                {
                    faults.Add(new LegacyFault(line.Number, fault!));
                }
            }
        }, ct);
        if (!read.Ok)
        {
            return Outcome<Checked>.Because(read.Problems);
        }

        if (LegacyRow.Heads.Any(h => h != "证件类型" && !heads.Contains(h)) || (rows.Count == 0 && faults.Count == 0))
        {
            return Unreadable;
        }

        faults.AddRange(rows.GroupBy(r => (r.System, r.Login)).SelectMany(g => g.Skip(1)).Select(r => new LegacyFault(r.Line, $"“{r.System}”的账号“{r.Login}”在表格中出现了不止一次。")));
        if (faults.Count > 0)
        {
            return new Checked(null, [.. faults.OrderBy(f => f.Line)]);
        }

        var plan = await PlanAsync(rows, act.At, ct);
        var import = new LegacyImport
        {
            Id = act.NewId(), FileName = fileName, RegionCode = act.Actor.Post!.RegionCode, ById = act.Actor.Id, ByName = act.Actor.Name, CheckedAt = act.At, Rows = rows.Count,
        };
        import.Hide(personal.Hide(JsonSerializer.Serialize(rows)));
        Count(import, plan);
        db.Add(import);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Checked(import.Id, []) : Outcome<Checked>.Because(saved.Problems);
    }

    /// <summary>Carries out what was checked, on what is there now.</summary>
    public async Task<Outcome> ApplyAsync(Guid importId, Act act, CancellationToken ct)
    {
        if (await VisibleTo(db, act.Actor).SingleOrDefaultAsync(x => x.Id == importId && x.AppliedAt == null, ct) is not { } import)
        {
            return Gone;
        }

        var rows = JsonSerializer.Deserialize<List<LegacyRow>>(personal.Open(import.Hidden))!;
        var plan = await PlanAsync(rows, act.At, ct);
        Count(import, plan);
        import.Apply(act.At);
        foreach (var step in plan)
        {
            Stage(step, import, act);
        }

        return await db.SaveAsync(ct, Problem.Conflict("identity.legacy-changed", "刚刚有人注册了表格中的账号或手机号，什么都没有导入。请再确认一次。"));
    }

    private void Stage(Step step, LegacyImport import, Act act)
    {
        var row = step.Row;
        switch (step.Fate)
        {
            case Fate.Known:
                return;
            case Fate.NameConflict or Fate.PhoneConflict:
                db.Add(new MergeConflict
                {
                    Id = Guid.CreateVersion7(act.At), ImportId = import.Id, RegionCode = import.RegionCode, Kind = step.Fate == Fate.NameConflict ? ConflictKind.Name : ConflictKind.Phone,
                    PersonId = step.Person!.Id, System = row.System, Login = row.Login, NameHidden = personal.Hide(row.Name), At = act.At,
                });
                return;
            case Fate.New:
                db.AddRange(step.Person!, Account.ForPerson(step.Person!.Id, personal.SealPhone(row.Phone), act.At));
                db.Record(step.Person!, act, "registered-by-import");
                break;
        }

        db.Add(new LoginAlias { Id = Guid.CreateVersion7(act.At), PersonId = step.Person!.Id, System = row.System, Login = row.Login, At = act.At });
        db.Record(step.Person!, act, "login-merged", new { row.System });
    }

    /// <summary>What becomes of each row, in their order: who is made by an earlier row is known to a later one.</summary>
    private async Task<List<Step>> PlanAsync(List<LegacyRow> rows, DateTime at, CancellationToken ct)
    {
        Dictionary<string, Person> persons = [];
        Dictionary<string, Guid> phones = [];
        HashSet<(string System, string Login)> given = [];
        foreach (var part in rows.Chunk(Portion))
        {
            var ids = part.Select(r => personal.IdLookup(r.IdKind, r.IdNumber)).ToList();
            var (numbers, logins) = (part.Select(r => personal.PhoneLookup(r.Phone)).ToList(), part.Select(r => r.Login).ToList());
            foreach (var person in await db.Set<Person>().Where(p => ids.Contains(p.IdNumberLookup)).ToListAsync(ct))
            {
                persons[person.IdNumberLookup] = person;
            }

            foreach (var account in await db.Set<Account>().Where(a => a.Kind == ActorKind.Applicant && numbers.Contains(a.PhoneLookup!))
                .Select(a => new { a.PhoneLookup, a.PersonId }).ToListAsync(ct))
            {
                phones[account.PhoneLookup!] = account.PersonId!.Value;
            }

            given.UnionWith((await db.Set<LoginAlias>().Where(a => logins.Contains(a.Login)).Select(a => new { a.System, a.Login }).ToListAsync(ct)).Select(a => (a.System, a.Login)));
        }

        return await OwnersAsync(rows, persons, phones, given, at, ct);
    }

    private async Task<List<Step>> OwnersAsync(
        List<LegacyRow> rows, Dictionary<string, Person> persons, Dictionary<string, Guid> phones, HashSet<(string System, string Login)> given, DateTime at, CancellationToken ct)
    {
        List<Step> plan = [];
        foreach (var row in rows)
        {
            var (id, phone) = (personal.SealId(row.IdKind, row.IdNumber), personal.SealPhone(row.Phone));
            if (given.Contains((row.System, row.Login)))
            {
                plan.Add(new Step(row, Fate.Known, null));
            }
            else if (persons.TryGetValue(id.Lookup, out var known))
            {
                plan.Add(new Step(row, PersonName.Same(known.Name, row.Name) ? Fate.Merge : Fate.NameConflict, known));
            }
            else if (phones.TryGetValue(phone.Lookup, out var holder))
            {
                var person = persons.Values.FirstOrDefault(p => p.Id == holder) ?? await db.Set<Person>().SingleAsync(p => p.Id == holder, ct);
                plan.Add(new Step(row, Fate.PhoneConflict, person));
            }
            else
            {
                var made = Person.Register(row.Name, row.IdKind, id, phone, "", at);
                (persons[id.Lookup], phones[phone.Lookup]) = (made, made.Id);
                plan.Add(new Step(row, Fate.New, made));
            }
        }

        return plan;
    }

    private static void Count(LegacyImport import, List<Step> plan) => import.Count(
        plan.Count(s => s.Fate == Fate.Merge), plan.Count(s => s.Fate == Fate.New), plan.Count(s => s.Fate is Fate.NameConflict or Fate.PhoneConflict), plan.Count(s => s.Fate == Fate.Known));

    private enum Fate
    {
        Merge,
        New,
        NameConflict,
        PhoneConflict,

        /// <summary>Given to its holder by an earlier import.</summary>
        Known,
    }

    private sealed record Step(LegacyRow Row, Fate Fate, Person? Person);
}
