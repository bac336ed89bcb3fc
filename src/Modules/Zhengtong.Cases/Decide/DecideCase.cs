using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Decide;

/// <summary>
/// Decides a case with a document: granted, with the result (行政许可法 arts. 38(1), 39), or denied with reasons and remedies (38(2)).
/// Who received or accepted the case cannot decide it (03.09).
/// </summary>
internal sealed class DecideCase(Database db, CaseFiles files, FeeGate fees)
{
    public static readonly Problem ToleratedOpen = Problem.Conflict("cases.tolerated-open", "容缺的材料还没有补齐，补齐后才能作出准予决定。");

    internal sealed record Command(Guid StepId, bool Grant, string Reason);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(command.StepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Decide)
        {
            return CaseFiles.StepGone;
        }

        var tolerated = await db.Set<CaseMaterial>().AnyAsync(x => x.CaseId == file.Case.Id && x.State == MaterialState.Tolerated && x.ReplacedAt == null, ct);
        if (Refusal(file, command, tolerated, act) is { } refusal)
        {
            return refusal;
        }

        var fee = command.Grant ? await fees.ClosedAsync(file.Case.Id, file.Item, ct) : null;
        if (fee is not null && file.Item.Content.Fee.BeforeDecision)
        {
            return fee;
        }

        var application = await db.Set<Application>().AsNoTracking().SingleAsync(x => x.CaseId == file.Case.Id, ct);
        Decide(file, step, command, application, act, feesClear: fee is null);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The decision itself. <paramref name="step"/> is null for a filing, which is recorded at acceptance and has no deciding step.</summary>
    /// <param name="feesClear">false: the result waits at the issue desk for the payment, electronic ones too.</param>
    public static void Decide(CaseFile file, CaseStep? step, Command command, Application application, Act act, bool feesClear = true)
    {
        var @case = file.Case;
        var today = LegalDay.Of(act.At);
        @case.DecidedAt = act.At;
        @case.DecidedById = act.Actor.Id;
        @case.Granted = command.Grant;
        foreach (var clock in file.Running(today))
        {
            file.Clock(clock, ClockMoveKind.Stop, act.At, act, reason: "作出决定");
        }

        file.Clock(ClockKind.Delivery, ClockMoveKind.Start, act.At, act, ground: NoticeKinds.Granted.Basis);
        if (step is not null)
        {
            file.End(step, command.Grant ? StepOutcome.Passed : StepOutcome.Against, command.Reason, act);
        }

        var result = command.Grant ? MakeResult(file, today) : null;
        var delivery = new Delivery { CaseId = @case.Id, Method = application.Delivery, Address = application.DeliveryAddress, PickupCode = NewPickupCode() };
        file.Add(delivery);
        var notice = file.Notify(KindOf(file.Item, command.Grant), act, Elements(@case, command.Grant, command.Reason, result, today));
        file.Record(act, command.Grant ? "granted" : "denied", new CaseDecided(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, command.Grant),
            new { command.Reason, result = result?.Number, notice = notice.Number });
        if (delivery.Method == DeliveryMethods.Electronic && (feesClear || !command.Grant))
        {
            DeliverResult.DeliverElectronically(file, delivery, act);
        }
        else
        {
            file.BeginStage(file.Item.Content.Steps.Where(s => s.Kind == StepKind.Issue).Max(s => s.Stage), act.At);
            if (delivery.Method == DeliveryMethods.Electronic)
            {
                return;
            }

            file.Publish(new ResultReady(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, delivery.Method, delivery.PickupCode), act.At);
        }
    }

    /// <summary>The document that a decision issues.</summary>
    public static NoticeKind KindOf(PublishedItem item, bool grant) => !grant ? NoticeKinds.Denied : item.Content.Filing ? NoticeKinds.Filed : NoticeKinds.Granted;

    /// <summary>What the document says; the preview before deciding shows the same.</summary>
    public static Dictionary<string, object?> Elements(Case @case, bool grant, string reason, Result? result, DateOnly today) => new()
    {
        ["number"] = @case.Number,
        ["applicant"] = @case.ApplicantName,
        ["item"] = @case.ItemName,
        ["organisation"] = @case.OrganisationName,
        ["reason"] = reason,
        ["resultName"] = result?.Name ?? "",
        ["resultNumber"] = result?.Number ?? "",
        ["remedies"] = grant ? "" : Remedies.Text,
        ["date"] = LegalDay.Date(today),
    };

    /// <summary>The result that granting would make.</summary>
    public static Result ResultOf(Case @case, PublishedItem item, DateOnly today)
    {
        var terms = item.Content.Result;
        return new Result
        {
            Id = Guid.CreateVersion7(),
            CaseId = @case.Id,
            Number = $"{@case.Number}-R",
            Name = terms.Name.Length > 0 ? terms.Name : $"{@case.ItemName}办理结果",
            Template = terms.Template.Length > 0 ? terms.Template : "approval",
            HolderName = @case.ApplicantName,
            Elements = "{}",
            VerificationCode = RandomNumberGenerator.GetString("23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 16),
            IssuedOn = today,
            ValidUntil = terms.ValidMonths is { } months ? today.AddMonths(months).AddDays(-1) : null,
        };
    }

    private static Result MakeResult(CaseFile file, DateOnly today)
    {
        var result = ResultOf(file.Case, file.Item, today);
        file.Add(result);
        return result;
    }

    private static string NewPickupCode() => PickupCode.Of(RandomNumberGenerator.GetBytes(8));

    private static Problem? Refusal(CaseFile file, Command command, bool tolerated, Act act)
    {
        var @case = file.Case;
        if (TakeStep.MayDecide(@case, act.Actor) is { Ok: false } same)
        {
            return same.Problems[0];
        }

        if (@case.PausedAt is not null)
        {
            return Problem.Conflict("cases.still-paused", "特别程序尚未结束，请先填写结论、恢复计时，再作决定。");
        }

        if (command.Grant && tolerated)
        {
            return ToleratedOpen;
        }

        if (file.Item.Content.Filing && !command.Grant)
        {
            return Problem.Forbidden("cases.filing-no-denial", "备案只作形式审查，不得以备案之名作出不予许可的决定。材料不齐的应在受理环节一次性告知。");
        }

        return string.IsNullOrWhiteSpace(command.Reason) && !command.Grant
            ? Problem.Invalid("cases.reason-missing", "不予许可的，必须写明理由。", "reason")
            : null;
    }
}
