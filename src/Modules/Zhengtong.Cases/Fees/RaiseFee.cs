using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// Raises a fee order with its notice (缴费通知书, 03.26). Only the item's published fee items at their published price can be charged: 行政许可法 arts. 58, 59.
/// </summary>
internal sealed class RaiseFee(Database db, CaseFiles files)
{
    public static readonly Problem OpenAlready = Problem.Conflict("cases.fee-open", "本件已有一张待缴的缴费单，请等申请人缴清，或先撤销它再重新开具。");

    /// <summary>How many working days the applicant is told that paying takes, where the list of uncounted steps gives none.</summary>
    private const int UsualDays = 5;

    /// <param name="Item">Place among the item's fee items, from 0.</param>
    internal sealed record Line(int Item, int Quantity);

    internal sealed record Command(Guid CaseId, IReadOnlyList<Line> Lines);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var opened = await files.ForCaseAsync(command.CaseId, act, ct);
        if (!opened.TryGet(out var file))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        if (Refusal(file, command, act) is { } refusal)
        {
            return refusal;
        }

        var before = await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == command.CaseId).ToListAsync(ct);
        if (before.Any(o => o.State == FeeState.Unpaid))
        {
            return OpenAlready;
        }

        var order = Raise(file, command, before.Count + 1, act);
        var saved = await db.SaveAsync(ct, OpenAlready);
        return saved.Ok ? order : Outcome<Guid>.Because(saved.Problems);
    }

    private static Guid Raise(CaseFile file, Command command, int serial, Act act)
    {
        var @case = file.Case;
        var id = Guid.CreateVersion7(act.At);
        var number = $"{@case.Number}-F{serial}";
        List<FeeLine> lines =
        [
            .. command.Lines.Select((l, i) =>
            {
                var item = file.Item.Content.Fee.Items[l.Item];
                return new FeeLine { OrderId = id, Sequence = i + 1, Name = item.Name, Standard = item.Standard, Basis = item.Basis, UnitFen = FeeStandard.Of(item)!.Fen, Quantity = l.Quantity };
            }),
        ];
        var total = lines.Sum(l => l.UnitFen * l.Quantity);
        var listed = @case is { DecidedAt: null, PausedAt: null } ? PaymentWait.Listed(file.Item.Content) : null;
        var elements = FeeWrite.Elements(file, number, act);
        elements["lines"] = FeeWrite.Lines(lines);
        elements["total"] = FeeStandard.Yuan(total);
        elements["counts"] = listed is null ? "等待缴费的时间计入办理期限，请尽快缴纳。" : $"等待缴费的时间不计入办理期限（{listed.LegalGround}）。";
        var notice = file.Notify(NoticeKinds.FeeNotice, act, elements);
        file.Add(new FeeOrder
        {
            Id = id,
            CaseId = @case.Id,
            Number = number,
            CaseNumber = @case.Number,
            ItemName = @case.ItemName,
            OrganisationId = @case.OrganisationId,
            OrganisationName = @case.OrganisationName,
            RegionCode = @case.RegionCode,
            ApplicantId = @case.ApplicantId,
            PayerMasked = @case.ApplicantKind == PartyKind.Person ? Mask.Name(@case.ApplicantName) : @case.ApplicantName,
            TotalFen = total,
            RaisedAt = act.At,
            RaisedOn = LegalDay.Of(act.At),
            RaisedById = act.Actor.Id,
            RaisedByName = act.Actor.Name,
            NoticeId = notice.Id,
        });
        lines.ForEach(file.Add);
        file.Record(act, "fee-raised", new FeeRaised(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, number, total),
            new { order = number, amount = FeeStandard.Yuan(total), lines = lines.Select(l => new { l.Name, l.Quantity }).ToList(), notice = notice.Number });
        if (listed is not null)
        {
            RunSpecialProcedure.Begin(file, listed, listed.Days ?? UsualDays, "等待申请人缴费", act);
        }

        return id;
    }

    private static Problem? Refusal(CaseFile file, Command command, Act act)
    {
        // Who supervises a case sees it and handles nothing of it (03.09).
        if (act.Actor.Kind != ActorKind.Staff || act.Actor.Has(Roles.Supervisor))
        {
            return CaseFiles.CaseGone;
        }

        var items = file.Item.Content.Fee.Items;
        return file.Case switch
        {
            { AcceptedAt: null } => Problem.Conflict("cases.fee-before-acceptance", "受理以后才能开具缴费通知书。"),
            { ClosedAt: not null } => Problem.Conflict("cases.fee-closed", "本件已经办结或终止，不能再收费。"),
            { Granted: false } => Problem.Conflict("cases.fee-denied", "本件已决定不予许可，不能再收费。"),
            _ when command.Lines.Count == 0 => Problem.Invalid("cases.fee-empty", "请至少选择一个收费项目。", "items"),
            _ when command.Lines.Any(l => l.Item < 0 || l.Item >= items.Count || FeeStandard.Of(items[l.Item]) is null) || command.Lines.DistinctBy(l => l.Item).Count() < command.Lines.Count
                => Problem.Invalid("cases.fee-unpublished", "只能按本事项公布的收费项目和标准收费，请重新选择。", "items"),
            _ when command.Lines.Any(l => l.Quantity is < 1 or > FeeStandard.MostUnits) => Problem.Invalid("cases.fee-quantity", $"数量请填 1 至 {FeeStandard.MostUnits} 的整数。", "items"),
            _ => null,
        };
    }
}
