using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// Tells the applicant once of everything that is missing or wrong (一次性告知). 行政许可法 art. 32(4). 03.11, 03.13. A window cannot ask for what
/// the item does not list for the applicant's situation (02.15). A second time needs the acceptance lead, with a reason, and stays visible to supervision.
/// </summary>
internal sealed class AskCorrection(Database db, CaseFiles files, IFormCatalogue forms)
{
    /// <param name="Key">A material of the item, or <see cref="Form"/> for something in the form.</param>
    internal sealed record Deficiency(string Key, string What);

    public const string Form = "form";

    public async Task<Outcome<Guid>> HandleAsync(Guid stepId, IReadOnlyList<Deficiency> deficiencies, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        if ((Refusal(file, step, deficiencies, act) ?? await NotAskedForAsync(file, deficiencies, act, ct)) is { } refusal)
        {
            return refusal;
        }

        var materials = await db.Set<CaseMaterial>().Where(x => x.CaseId == file.Case.Id).ToListAsync(ct);
        if (deficiencies.Select(d => PaperRefusal(file, materials, d)).OfType<Problem>().ToList() is { Count: > 0 } paper)
        {
            return Outcome<Guid>.Because(paper);
        }

        foreach (var lack in deficiencies.Where(d => d.Key != Form))
        {
            Want(file, materials, lack, act);
        }

        var @case = file.Case;
        @case.CorrectionAskedAt = act.At;
        @case.CorrectedAt = null;
        file.Clock(ClockKind.Acceptance, ClockMoveKind.Stop, act.At, act, reason: "已一次性告知补正");
        file.End(step, StepOutcome.CorrectionAsked, string.Join("；", deficiencies.Select(d => d.What)), act);
        var notice = file.Notify(NoticeKinds.OneTime, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["deficiencies"] = deficiencies.Select(d => new { name = NameOf(file, d.Key), what = d.What }).ToList(),
            ["lapsesOn"] = LegalDay.Date(CorrectionTerm.LastDay(LegalDay.Of(act.At))),
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        file.Record(act, "correction-asked", new CorrectionAsked(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, deficiencies.Count),
            new { deficiencies, notice = notice.Number });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? notice.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The window, which may not ask twice, sends the case up with its reason; the acceptance lead decides.</summary>
    public async Task<Outcome<Guid>> SendUpAsync(Guid stepId, string reason, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Problem.Invalid("cases.reason-missing", "请写明为什么必须再次要求补正。", "reason");
        }

        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Intake || act.Actor.Has(Roles.AcceptanceLead) || file.Case.CorrectionAskedAt is null)
        {
            return CaseFiles.StepGone;
        }

        file.End(step, StepOutcome.SentUp, reason, act);
        file.Begin(new ItemStep(Deviation.SecondCorrection, "再次补正审核", StepKind.Intake, step.Stage, Roles.AcceptanceLead), act.At, step.DueOn);
        file.Record(act, "second-correction-sent-up", null, new { reason });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    private static Problem? Refusal(CaseFile file, CaseStep step, IReadOnlyList<Deficiency> deficiencies, Act act)
    {
        if (step.Kind != StepKind.Intake)
        {
            return CaseFiles.StepGone;
        }

        if (AcceptanceRules.TooLateFor(step.DueOn, LegalDay.Of(act.At)) is { } late)
        {
            return late;
        }

        if (deficiencies.Count == 0)
        {
            return Problem.Invalid("cases.nothing-missing", "请至少写明一项需要补正的内容；材料齐全的，请直接受理。", "deficiencies");
        }

        if (deficiencies.FirstOrDefault(d => string.IsNullOrWhiteSpace(d.What)) is { } empty)
        {
            return Problem.Invalid("cases.deficiency-unsaid", "请写明这一项缺什么、应当怎样补正。", $"deficiency-{empty.Key}");
        }

        if (deficiencies.FirstOrDefault(d => d.Key != Form && file.Item.Content.MaterialsFor(file.Case.Situation).All(m => m.Key != d.Key)) is { } foreign)
        {
            return NotListed(foreign);
        }

        return (file.Case.CorrectionAskedAt, act.Actor.Has(Roles.AcceptanceLead)) switch
        {
            (null, _) => null,
            (_, false) => Problem.Forbidden("cases.told-once", "这件办件已经一次性告知过。依法不得再次要求补正；确有必要的，请报受理负责人说明理由后处理。"),
            _ when string.IsNullOrWhiteSpace(act.Reason) => Problem.Invalid("cases.reason-missing", "再次要求补正必须写明理由，监察人员会看到。", "reason"),
            _ => null,
        };
    }

    /// <summary>A material that the item asks for only upon some answers is asked for upon these alone.</summary>
    private async Task<Problem?> NotAskedForAsync(CaseFile file, IReadOnlyList<Deficiency> deficiencies, Act act, CancellationToken ct)
    {
        var (content, @case) = (file.Item.Content, file.Case);
        if (!deficiencies.Any(d => content.Materials.Any(m => m.Key == d.Key && m.When.Length > 0)))
        {
            return null;
        }

        var application = await db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == @case.Id, ct);
        var form = await forms.FindAsync(application.FormKey, application.FormVersion, ct) ?? throw new InvalidOperationException($"Form {application.FormKey} {application.FormVersion} is gone.");
        var seen = FormAnswers.Parse(application.Answers).Value.Seen(form.Definition, IntakeSheet.ContextOf(@case, LegalDay.Of(act.At)));
        var asked = content.MaterialsFor(@case.Situation, seen).Select(m => m.Key).Append(Form).ToHashSet(StringComparer.Ordinal);
        return deficiencies.FirstOrDefault(d => !asked.Contains(d.Key)) is { } foreign ? NotListed(foreign) : null;
    }

    private static Problem NotListed(Deficiency foreign) => Problem.Invalid("cases.material-not-listed", "只能要求办事指南对申请人的情形列明的材料，不得额外增加。", $"deficiency-{foreign.Key}");

    /// <summary>What came in electronically is not asked for on paper (03.24).</summary>
    private static Problem? PaperRefusal(CaseFile file, List<CaseMaterial> materials, Deficiency lack) => ElectronicMaterial.Refusal(
        file.Item.Content.Materials.FirstOrDefault(m => m.Key == lack.Key),
        file.Case.End != End.Window || materials.Exists(m => m.Key == lack.Key && m.ReplacedAt == null && m.FileId is not null),
        lack.What,
        $"deficiency-{lack.Key}");

    private void Want(CaseFile file, List<CaseMaterial> materials, Deficiency lack, Act act)
    {
        foreach (var given in materials.Where(m => m.Key == lack.Key && m.ReplacedAt == null))
        {
            given.ReplacedAt = act.At;
        }

        var wanted = new CaseMaterial
        {
            CaseId = file.Case.Id,
            Sequence = materials.Max(m => (int?)m.Sequence).GetValueOrDefault() + 1,
            Key = lack.Key,
            Name = NameOf(file, lack.Key),
            State = MaterialState.Wanted,
            Deficiency = lack.What,
            At = act.At,
        };
        materials.Add(wanted);
        db.Add(wanted);
    }

    private static string NameOf(CaseFile file, string key) => key == Form ? Deviation.Form : file.Item.Content.Materials.Single(m => m.Key == key).Name;
}
