using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Coach;

/// <summary>Registers a session of coaching (申报辅导) that a window clerk or an approver gave before an application. What was registered is not changed. 03.34.</summary>
internal sealed class RegisterCoaching(Database db, ICatalogue catalogue, PartyAtHand parties, Uploads uploads, Counters counters)
{
    public const int MostAdvice = 4000;
    public const int MostFiles = 5;
    private const int EarliestDays = 366;

    public static readonly Problem ItemOutside = Problem.NotFound("cases.coaching-item-outside", "没有找到这个事项，或它不在您的岗位职责范围内。请重新选择。");

    /// <param name="Once">Of the form, the same however often it is sent.</param>
    internal sealed record Command(string ItemCode, PartyAtHand.Shown Party, DateOnly? HeldOn, CoachingForm? Form, string Advice, string Once);

    /// <param name="files">Read when everything else is in order.</param>
    public async Task<Outcome<Guid>> HandleAsync(Command command, IReadOnlyList<(string Name, Func<Stream> Open)> files, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { } post || await ItemAsync(command.ItemCode, post, ct) is not { } item)
        {
            return ItemOutside;
        }

        if (await RegisteredAsync(command, act, ct) is { } before)
        {
            return before;
        }

        if (Faults(command, files.Count, LegalDay.Of(act.At)) is { Count: > 0 } faults)
        {
            return Outcome<Guid>.Because(faults);
        }

        var found = await parties.FindOrRegisterAsync(command.Party, act, ct);
        if (!found.TryGet(out var party))
        {
            return Outcome<Guid>.Because(found.Problems);
        }

        List<CoachingFile> kept = [];
        foreach (var (name, open) in files)
        {
            await using var content = open();
            var accepted = await uploads.AcceptAsync(content, name, party.Id, UploadRules.Materials, act, ct);
            if (!accepted.TryGet(out var file))
            {
                return Outcome<Guid>.Because([.. accepted.Problems.Select(p => p with { Field = "files" })]);
            }

            kept.Add(new CoachingFile(file.Id, file.Name, file.Size));
        }

        var coaching = new Coaching
        {
            Id = Guid.CreateVersion7(act.At),
            Number = "FD" + CaseNumber.Format(item.RegionCode, LegalDay.Of(act.At), await counters.NextAsync($"coaching-{item.RegionCode}-{LegalDay.Of(act.At):yyyyMMdd}", ct)),
            Once = command.Once,
            PartyId = party.Id,
            PartyKind = party.Kind,
            PartyName = party.Name,
            ItemCode = item.Code,
            ItemName = item.Name,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            RegionCode = item.RegionCode,
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            ByOrganisationName = post.OrganisationName,
            HeldOn = command.HeldOn!.Value,
            Form = command.Form!.Value,
            Advice = command.Advice,
            Files = OpenDraft.ToJson(kept),
            RegisteredAt = act.At,
        };
        db.Add(coaching);
        db.Record(coaching, act, "registered", new { coaching.Number, coaching.ItemName, party = party.Id, coaching.HeldOn, form = coaching.Form.Name(), files = kept.Count });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? coaching.Id : await RegisteredAsync(command, act, ct) is { } other ? other : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>An item in force that the post may coach for: a window's in its region, an approver's of his organisation.</summary>
    public async Task<PublishedItem?> ItemAsync(string code, Post post, CancellationToken ct) => await catalogue.FindAsync(code, ct) is { } item
        && (Roles.IsRegional(post.Role) ? item.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal) : item.OrganisationId == post.OrganisationId)
            ? item
            : null;

    private Task<Guid?> RegisteredAsync(Command command, Act act, CancellationToken ct) =>
        db.Set<Coaching>().AsNoTracking().Where(c => c.ById == act.Actor.Id && c.Once == command.Once).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);

    private static List<Problem> Faults(Command command, int files, DateOnly today)
    {
        List<Problem> faults = [];
        if (!Guid.TryParse(command.Once, out _))
        {
            faults.Add(Problem.Invalid("cases.coaching-form-stale", "这个页面已失效，请返回后重新打开再登记。"));
        }

        if (command.HeldOn is not { } on || on > today || on < today.AddDays(-EarliestDays))
        {
            faults.Add(Problem.Invalid("cases.coaching-day", "请填写辅导日期，应当是今天或过去一年内的一天。", nameof(Command.HeldOn)));
        }

        if (command.Form is not { } form || !Enum.IsDefined(form))
        {
            faults.Add(Problem.Invalid("cases.coaching-form", "请选择辅导方式。", nameof(Command.Form)));
        }

        if (string.IsNullOrWhiteSpace(command.Advice) || command.Advice.Length > MostAdvice)
        {
            faults.Add(Problem.Invalid("cases.coaching-advice", $"请写明辅导了什么，最多 {MostAdvice} 个字。", nameof(Command.Advice)));
        }

        if (files > MostFiles)
        {
            faults.Add(Problem.Invalid("cases.too-many-files", $"最多附 {MostFiles} 个文件。", "files"));
        }

        return faults;
    }
}
