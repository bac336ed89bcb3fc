using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Documents experiences that can be replicated, raises them to standard projects and follows the application for a provincial or national standard (17.07).</summary>
internal sealed class KeepExperience(Database db, Regions regions, ProposeStandard propose)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.experience-unknown", "没有找到这条经验，或您无权办理。");
    private static readonly Problem NotNow = Problem.Conflict("catalogue.application-stage", "这次申报现在不在这个环节，请刷新页面查看进度。");

    internal sealed class Command
    {
        public string? Title { get; set; }

        public StandardDomain? Domain { get; set; }

        public string? Origin { get; set; }

        public string? Results { get; set; }
    }

    internal sealed class ApplyCommand
    {
        public StandardLevel? Level { get; set; }

        public string? Body { get; set; }

        public DateOnly? On { get; set; }
    }

    internal sealed class AnswerCommand
    {
        public ApplicationStage? Stage { get; set; }

        public DateOnly? On { get; set; }

        public string? Note { get; set; }

        public string? Number { get; set; }
    }

    public async Task<Outcome<Guid>> RecordAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager or Roles.ItemEditor } post)
        {
            return Unknown;
        }

        if (Refusals(command) is { Count: > 0 } problems)
        {
            return Outcome<Guid>.Because(problems);
        }

        var made = new StandardExperience
        {
            Id = act.NewId(), RegionCode = post.RegionCode, RegionName = (await regions.FindAsync(post.RegionCode, ct))?.FullName ?? "", OrganisationId = post.OrganisationId,
            OrganisationName = post.OrganisationName, RecordedAt = act.At, RecordedByName = act.Actor.Name,
        };
        Write(made, command);
        db.Add(made);
        db.Record(made, act, "experience-recorded", new { made.Title });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> ChangeAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } of)
        {
            return Unknown;
        }

        if (act.SawOther(of.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (Refusals(command) is { Count: > 0 } problems)
        {
            return Outcome.Refused(problems);
        }

        Write(of, command);
        db.Record(of, act, "experience-changed", new { of.Title, of.Origin, of.Results });
        return await db.SaveAsync(ct);
    }

    /// <summary>Makes a standard project of it; the project is decided as every other.</summary>
    public async Task<Outcome<Guid>> RaiseAsync(Guid id, StandardInput input, ProposeStandard.Document? text, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } of)
        {
            return Unknown;
        }

        return of.StandardId is not null
            ? Problem.Conflict("catalogue.experience-raised", "这条经验已经提升为标准项目，请查看那个项目。")
            : await propose.HandleAsync(input, false, null, of, text, act, ct);
    }

    public async Task<Outcome> ApplyAsync(Guid id, ApplyCommand command, Act act, CancellationToken ct)
    {
        if (await FindAsync(id, act, ct) is not { } of)
        {
            return Unknown;
        }

        var (body, problems) = ((command.Body ?? "").Trim(), new List<Problem>());
        if (of.StandardId is null)
        {
            problems.Add(Problem.Conflict("catalogue.experience-first-raise", "请先把这条经验提升为标准项目，再申报省级或国家标准。"));
        }

        if (command.Level is not (StandardLevel.Province or StandardLevel.National))
        {
            problems.Add(Problem.Invalid("catalogue.application-level", "请选择申报省级标准或国家标准。", "Level"));
        }

        if (body.Length is 0 or > 200)
        {
            problems.Add(Problem.Invalid("catalogue.application-body", "请填写受理申报的机关，不超过 200 个字。", "Body"));
        }

        if (command.On is not { } on || on > LegalDay.Of(act.At))
        {
            problems.Add(Problem.Invalid("catalogue.application-day", "请填写申报日期，不晚于今天。", "On"));
        }

        if (problems.Count == 0 && await db.Set<ExperienceApplication>().AnyAsync(a => a.ExperienceId == id && a.Level == command.Level && a.Granted != false, ct))
        {
            problems.Add(Problem.Conflict("catalogue.application-open", "这一级已经申报，请在原来的申报里记录进展。"));
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        db.Add(new ExperienceApplication { Id = Guid.CreateVersion7(act.At), ExperienceId = id, Level = command.Level!.Value, Body = body, SubmittedOn = command.On!.Value });
        of.Touch();
        db.Record(of, act, "application-submitted", new { level = command.Level.Value.Name(), body, command.On });
        return await db.SaveAsync(ct);
    }

    /// <summary>Records the next fact of an application; facts stand in the order in which they happen.</summary>
    public async Task<Outcome> AnswerAsync(Guid id, Guid applicationId, AnswerCommand command, Act act, CancellationToken ct)
    {
        var of = await FindAsync(id, act, ct);
        if (of is null || await db.Set<ExperienceApplication>().SingleOrDefaultAsync(a => a.Id == applicationId && a.ExperienceId == id, ct) is not { } application)
        {
            return Unknown;
        }

        var last = application.DecidedOn ?? application.TakenUpOn ?? application.SubmittedOn;
        if (command.On is not { } on || on < last || on > LegalDay.Of(act.At))
        {
            return Problem.Invalid("catalogue.application-order", $"请填写日期，不早于上一环节的 {LegalDay.Date(last)}，不晚于今天。", "On");
        }

        var note = (command.Note ?? "").Trim();
        if (note.Length > 1000 || (command.Stage == ApplicationStage.Refused && note.Length == 0))
        {
            return Problem.Invalid("catalogue.application-note", "请写明未获立项的理由，不超过 1000 个字。", "Note");
        }

        string what;
        switch (command.Stage, application.Stage)
        {
            case (ApplicationStage.TakenUp, ApplicationStage.Submitted):
                application.TakeUp(on);
                what = "application-taken-up";
                break;
            case (ApplicationStage.Granted or ApplicationStage.Refused, ApplicationStage.TakenUp):
                application.Decide(command.Stage == ApplicationStage.Granted, on, note);
                what = "application-decided";
                break;
            case (ApplicationStage.Published, ApplicationStage.Granted) when StandardNumber.Parse(command.Number) is { } number && number.Level == application.Level:
                application.Publish(on, number.Text);
                what = "application-published";
                break;
            case (ApplicationStage.Published, ApplicationStage.Granted):
                return StandardInput.Malformed("Number");
            default:
                return NotNow;
        }

        of.Touch();
        db.Record(of, act, what, new { level = application.Level.Name(), stage = application.Stage.Name(), on, note, application.Number });
        return await db.SaveAsync(ct);
    }

    private Task<StandardExperience?> FindAsync(Guid id, Act act, CancellationToken ct) => db.Set<StandardExperience>().KeptBy(act.Actor).SingleOrDefaultAsync(x => x.Id == id, ct);

    private static void Write(StandardExperience of, Command command) => of.Write(command.Title!.Trim(), command.Origin!.Trim(), command.Results!.Trim(), command.Domain!.Value);

    private static List<Problem> Refusals(Command command)
    {
        var problems = new List<Problem>();
        if ((command.Title ?? "").Trim().Length is 0 or > 200)
        {
            problems.Add(Problem.Invalid("catalogue.experience-title", "请填写经验的名称，不超过 200 个字。", "Title"));
        }

        if (command.Domain is not { } domain || !Enum.IsDefined(domain))
        {
            problems.Add(Problem.Invalid("catalogue.experience-domain", "请选择所属的领域。", "Domain"));
        }

        if ((command.Origin ?? "").Trim().Length is 0 or > 4000)
        {
            problems.Add(Problem.Invalid("catalogue.experience-origin", "请写明经验的由来和做法，不超过 4000 个字。", "Origin"));
        }

        if ((command.Results ?? "").Trim().Length is 0 or > 4000)
        {
            problems.Add(Problem.Invalid("catalogue.experience-results", "请写明取得的成效，不超过 4000 个字。", "Results"));
        }

        return problems;
    }
}
