using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deliver;

/// <summary>
/// The unified issue desk (统一出件, 03.29): hands the result over against the code or an identity document, or sends it by courier and records who
/// signed. Then the case closes. 行政许可法 art. 44.
/// </summary>
internal sealed class DeliverResult(Database db, CaseFiles files, FeeGate fees)
{
    public const int MaxWrongCodes = 5;

    /// <param name="Code">The pick-up code said; or empty when the clerk checked a document.</param>
    internal sealed record HandOverCommand(Guid StepId, string Code, bool DocumentChecked, string SignedBy);

    public async Task<Outcome<Guid>> HandOverAsync(HandOverCommand command, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(command.StepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step, delivery) = at;
        if (string.IsNullOrWhiteSpace(command.SignedBy))
        {
            return Problem.Invalid("cases.signer-missing", "请填写领取人姓名。", "signedBy");
        }

        if (!command.DocumentChecked && delivery.WrongCodes >= MaxWrongCodes)
        {
            return Problem.Forbidden("cases.code-locked", "取件码错误次数过多，请核验领取人身份证件后再发放。");
        }

        if (!command.DocumentChecked && command.Code != delivery.PickupCode)
        {
            return await WrongCodeAsync(delivery, ct);
        }

        HandOver(file, step, delivery, command.SignedBy, command.DocumentChecked, act);
        return await SaveAsync(file, ct);
    }

    public static void HandOver(CaseFile file, CaseStep step, Delivery delivery, string signedBy, bool documentChecked, Act act)
    {
        Sign(file, delivery, signedBy, documentChecked ? "id-document" : "code", act);
        file.End(step, StepOutcome.Passed, $"{signedBy}领取", act);
        Close(file, delivery, "handed-over", act);
    }

    public async Task<Outcome<Guid>> SendAsync(Guid stepId, string courier, string trackingNumber, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, _, delivery) = at;
        if (string.IsNullOrWhiteSpace(courier) || string.IsNullOrWhiteSpace(trackingNumber))
        {
            return Problem.Invalid("cases.tracking-missing", "请填写寄递公司和运单号。", "trackingNumber");
        }

        if (string.IsNullOrWhiteSpace(delivery.Address))
        {
            return Problem.Invalid("cases.address-missing", "申请人没有填写邮寄地址，请联系申请人改为窗口领取或补充地址。", "address");
        }

        delivery.Method = DeliveryMethods.Courier;
        delivery.Courier = courier;
        delivery.TrackingNumber = trackingNumber;
        delivery.SentAt = act.At;
        file.Record(act, "result-sent", new ResultSent(file.Case.Id, file.Case.Number, file.Case.ItemName, file.Case.ApplicantId, courier, trackingNumber), new { courier, trackingNumber });
        return await SaveAsync(file, ct);
    }

    /// <summary>The courier reports the signature.</summary>
    public async Task<Outcome<Guid>> ConfirmSignedAsync(Guid stepId, string signedBy, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step, delivery) = at;
        if (string.IsNullOrWhiteSpace(signedBy))
        {
            return Problem.Invalid("cases.signer-missing", "请填写签收人姓名。", "signedBy");
        }

        if (delivery.SentAt is null)
        {
            return Problem.Conflict("cases.not-sent", "还没有登记寄出，请先填写寄递公司和运单号。");
        }

        Sign(file, delivery, signedBy, "courier", act);
        file.End(step, StepOutcome.Passed, $"{signedBy}签收", act);
        Close(file, delivery, "delivered-by-courier", act);
        return await SaveAsync(file, ct);
    }

    /// <summary>Electronic delivery: it counts as delivered when it reaches the applicant's space.</summary>
    public static void DeliverElectronically(CaseFile file, Delivery delivery, Act act)
    {
        Sign(file, delivery, file.Case.ApplicantName, "electronic", act);
        Close(file, delivery, "delivered-electronically", act);
    }

    private static void Sign(CaseFile file, Delivery delivery, string signedBy, string checkedBy, Act act)
    {
        delivery.SignedAt = act.At;
        delivery.SignedBy = signedBy;
        delivery.CheckedBy = checkedBy;
        file.Case.DeliveredAt = act.At;
        file.Notify(NoticeKinds.Service, act, new Dictionary<string, object?>
        {
            ["number"] = file.Case.Number,
            ["applicant"] = file.Case.ApplicantName,
            ["item"] = file.Case.ItemName,
            ["organisation"] = file.Case.OrganisationName,
            ["document"] = file.Case.Granted == true ? "准予决定书及办理结果" : "不予许可决定书",
            ["checkedBy"] = DeliveryMethods.Checks[checkedBy],
            ["method"] = DeliveryMethods.Names[delivery.Method],
            ["signedBy"] = signedBy,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
    }

    private static void Close(CaseFile file, Delivery delivery, string what, Act act)
    {
        var @case = file.Case;
        @case.ClosedAt = act.At;
        @case.Ending = @case.Granted == true ? Ending.Granted : Ending.Denied;
        file.Clock(ClockKind.Delivery, ClockMoveKind.Stop, act.At, act, reason: "已送达");
        file.Ended(act);
        file.Record(act, what, null, new { delivery.SignedBy, delivery.CheckedBy, delivery.TrackingNumber });
    }

    private async Task<Outcome<Guid>> WrongCodeAsync(Delivery delivery, CancellationToken ct)
    {
        // Counted by the database itself: guesses made at the same time count each.
        var caseId = delivery.CaseId;
        await db.UpdateAsync(db.Set<Delivery>().Where(x => x.CaseId == caseId), s => s.SetProperty(x => x.WrongCodes, x => x.WrongCodes + 1), ct);
        return Problem.Invalid("cases.wrong-code", "取件码不正确，请与申请人核对；也可以核验身份证件后发放。", "code");
    }

    private async Task<Outcome<(CaseFile File, CaseStep Step, Delivery Delivery)>> OpenAsync(Guid stepId, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<(CaseFile, CaseStep, Delivery)>.Because(opened.Problems);
        }

        if (at.Step.Kind == StepKind.Issue && at.File.Case.Granted == true && await fees.ClosedAsync(at.File.Case.Id, at.File.Item, ct) is { } owed)
        {
            return owed;
        }

        return at.Step.Kind == StepKind.Issue
            ? (at.File, at.Step, await db.Set<Delivery>().SingleAsync(x => x.CaseId == at.File.Case.Id, ct))
            : CaseFiles.StepGone;
    }

    private async Task<Outcome<Guid>> SaveAsync(CaseFile file, CancellationToken ct)
    {
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
