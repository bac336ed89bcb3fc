using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// The two gates of an adjustment (01.33: 000 §三(三)): the capacity of each receiver, then legality. Each leaves a conclusion with its document; a negative one stops the
/// adjustment for good. Neither is passed by who applied.
/// </summary>
internal sealed class PassGates(Database db, Uploads uploads, TellAdjustment tell, IOptions<PermissionSettings> settings)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.adjustment-unknown", "没有找到这项权限调整，或您无权办理。");
    public static readonly Problem NotNow = Problem.Conflict("catalogue.adjustment-stage", "这项权限调整现在不在这个环节，请刷新页面查看进度。");
    private static readonly Problem Own = Problem.Forbidden("catalogue.adjustment-own", "评估和审查须由申请人以外的管理人员作出。");

    /// <summary>Why nobody decides now: not his, another round than the one he saw, or another stage.</summary>
    public static Problem Not(Model.PermissionAdjustment? of, Act act) => of is null ? Unknown : act.SawOther(of.Round) ? Database.ChangedMeanwhile : NotNow;

    internal sealed record Document(Stream Content, string Name);

    internal sealed class AssessCommand
    {
        public Guid Receiver { get; set; }

        public int? People { get; set; }

        public int? Place { get; set; }

        public int? Equipment { get; set; }

        public int? Training { get; set; }

        public bool? Capable { get; set; }

        public string? Conclusion { get; set; }
    }

    internal sealed class ReviewCommand
    {
        public bool? Lawful { get; set; }

        public string? Basis { get; set; }

        public string? Conclusion { get; set; }
    }

    public async Task<Outcome> AssessAsync(Guid id, AssessCommand command, Document? document, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(id, AdjustmentStage.Assessing, act, ct);
        if (!opened.TryGet(out var of))
        {
            return opened;
        }

        var receivers = await db.Set<AdjustmentReceiver>().AsNoTracking().Where(r => r.AdjustmentId == id).ToListAsync(ct);
        var assessed = await db.Set<CapacityAssessment>().Where(a => a.AdjustmentId == id && a.Round == of.Round).Select(a => a.ReceiverId).ToListAsync(ct);
        var receiver = receivers.Find(r => r.Id == command.Receiver && !assessed.Contains(r.Id));
        var problems = Refusals(command, receiver).ToList();
        var file = problems.Count > 0 ? null : await KeepAsync(document, of, problems, act, ct);
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        db.Add(new CapacityAssessment
        {
            Id = Guid.CreateVersion7(act.At),
            AdjustmentId = id,
            Round = of.Round,
            ReceiverId = receiver!.Id,
            People = command.People!.Value,
            Place = command.Place!.Value,
            Equipment = command.Equipment!.Value,
            Training = command.Training!.Value,
            Capable = command.Capable!.Value,
            Conclusion = command.Conclusion!.Trim(),
            FileId = file!.Id,
            FileName = file.Name,
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            At = act.At,
        });
        of.Touch();
        if (!command.Capable.Value)
        {
            of.Stop($"{receiver.OrganisationName}不具备承接能力", act);
            await db.LetGoAsync(id, ct);
            await tell.StoppedAsync(of, ct);
        }
        else if (assessed.Count + 1 == receivers.Count)
        {
            of.Assessed(act);
            await tell.NextAsync(of, ct);
        }

        db.Record(of, act, "capacity-assessed",
            new { receiver = receiver.OrganisationName, command.People, command.Place, command.Equipment, command.Training, command.Capable,
            conclusion = command.Conclusion.Trim(), file = file.Sha256 });
        return await db.SaveAsync(ct, NotNow);
    }

    public async Task<Outcome> ReviewAsync(Guid id, ReviewCommand command, Document? document, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(id, AdjustmentStage.Reviewing, act, ct);
        if (!opened.TryGet(out var of))
        {
            return opened;
        }

        var (basis, conclusion, problems) = ((command.Basis ?? "").Trim(), (command.Conclusion ?? "").Trim(), new List<Problem>());
        if (command.Lawful is null)
        {
            problems.Add(Problem.Invalid("catalogue.review-verdict", "请选择审查结论：合法，或不合法。", "Lawful"));
        }

        if (basis.Length is 0 or > 1000)
        {
            problems.Add(Problem.Invalid("catalogue.review-basis", "请写明法律依据（法律名称和条款），不超过 1000 个字。", "Basis"));
        }

        if (conclusion.Length is 0 or > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.review-conclusion", "请写明审查意见，不超过 2000 个字。", "Conclusion"));
        }

        var file = problems.Count > 0 ? null : await KeepAsync(document, of, problems, act, ct);
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        db.Add(new LegalityReview
        {
            Id = Guid.CreateVersion7(act.At), AdjustmentId = id, Round = of.Round, Lawful = command.Lawful!.Value, Basis = basis, Conclusion = conclusion, FileId = file!.Id, FileName = file.Name,
            ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At,
        });
        of.Reviewed(act);
        if (command.Lawful.Value)
        {
            await tell.NextAsync(of, ct);
        }
        else
        {
            of.Stop("合法性审查未通过", act);
            await db.LetGoAsync(id, ct);
            await tell.StoppedAsync(of, ct);
        }

        db.Record(of, act, "legality-reviewed", new { command.Lawful, basis, conclusion, file = file.Sha256 });
        return await db.SaveAsync(ct, NotNow);
    }

    private IEnumerable<Problem> Refusals(AssessCommand command, AdjustmentReceiver? receiver)
    {
        if (receiver is null)
        {
            yield return Problem.Invalid("catalogue.assess-receiver", "请选择还没有评估的承接单位。", "Receiver");
        }

        (int? Score, string Field, string What)[] scores =
            [(command.People, "People", "人员"), (command.Place, "Place", "场所"), (command.Equipment, "Equipment", "设备"), (command.Training, "Training", "培训")];
        foreach (var (_, field, what) in scores.Where(s => s.Score is not (>= 0 and <= 100)))
        {
            yield return Problem.Invalid("catalogue.assess-score", $"请填写{what}得分，0 到 100。", field);
        }

        if (command.Capable is null)
        {
            yield return Problem.Invalid("catalogue.assess-verdict", "请选择评估结论：具备，或不具备。", "Capable");
        }
        else if (command.Capable.Value && scores.Any(s => s.Score < settings.Value.PassMark))
        {
            yield return Problem.Invalid("catalogue.assess-contradiction", $"有一项得分低于 {settings.Value.PassMark} 分，不能得出“具备承接能力”的结论。请退回补强，或改结论。", "Capable");
        }

        if ((command.Conclusion ?? "").Trim().Length is 0 or > 2000)
        {
            yield return Problem.Invalid("catalogue.assess-conclusion", "请写明评估意见，不超过 2000 个字。", "Conclusion");
        }
    }

    private async Task<StoredFile?> KeepAsync(Document? document, Model.PermissionAdjustment of, List<Problem> problems, Act act, CancellationToken ct)
    {
        if (document is null)
        {
            problems.Add(Problem.Invalid("catalogue.gate-document", "请上传盖章的结论文件。", "Document"));
            return null;
        }

        var kept = await uploads.AcceptAsync(document.Content, document.Name, of.GiverId, UploadRules.Materials, act, ct);
        problems.AddRange(kept.Problems.Select(p => p with { Field = "Document" }));
        return kept.Ok ? kept.Value : null;
    }

    private async Task<Outcome<Model.PermissionAdjustment>> OpenAsync(Guid id, AdjustmentStage stage, Act act, CancellationToken ct)
    {
        var of = await db.Set<Model.PermissionAdjustment>().ManagedBy(act.Actor).SingleOrDefaultAsync(a => a.Id == id, ct);
        return of is null || of.Stage != stage || act.SawOther(of.Round) ? Not(of, act) : await db.HandedInByAsync(id, act.Actor, ct) ? Own : of;
    }
}
