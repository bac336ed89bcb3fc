using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>Tells the applicant what to pay, that it was paid, remitted or given back.</summary>
internal sealed class TellFees(Database db, IMessages messages, IParties parties) : ISubscriber<FeeRaised>, ISubscriber<FeePaid>, ISubscriber<FeeWaived>, ISubscriber<FeeRefunded>
{
    public Task HandleAsync(FeeRaised happened, Guid eventId, CancellationToken ct) => TellAsync(
        happened.ApplicantId, happened.CaseId, happened.ItemName, "请缴费",
        $"“{happened.ItemName}”（{happened.Number}）应缴纳 {FeeStandard.Yuan(happened.Fen)}，收费项目和依据见缴费通知书。请登录后打开办件网上缴费。",
        "/pay", eventId, ct);

    public Task HandleAsync(FeePaid happened, Guid eventId, CancellationToken ct) => TellAsync(
        happened.ApplicantId, happened.CaseId, happened.ItemName, "缴费成功",
        $"“{happened.ItemName}”（{happened.Number}）的 {FeeStandard.Yuan(happened.Fen)}已经收到，缴费凭证编号 {happened.Receipt}。",
        "", eventId, ct);

    public Task HandleAsync(FeeWaived happened, Guid eventId, CancellationToken ct) => TellAsync(
        happened.ApplicantId, happened.CaseId, happened.ItemName, "费用已减免",
        $"“{happened.ItemName}”（{happened.Number}）的费用已经减免，" + (happened.DueFen == 0 ? "不需要再缴费。" : $"还应缴纳 {FeeStandard.Yuan(happened.DueFen)}。"), happened.DueFen == 0 ? "" : "/pay", eventId, ct);

    public Task HandleAsync(FeeRefunded happened, Guid eventId, CancellationToken ct) => TellAsync(
        happened.ApplicantId, happened.CaseId, happened.ItemName, "费用已退回", $"“{happened.ItemName}”（{happened.Number}）缴纳的 {FeeStandard.Yuan(happened.Fen)}已按原路退回，到账时间以支付机构为准。", "", eventId, ct);

    private async Task TellAsync(Guid partyId, Guid caseId, string item, string title, string body, string page, Guid eventId, CancellationToken ct)
    {
        var profile = await parties.FindAsync(partyId, ct);
        var line = $"{title}：{item}";
        messages.Send(db, new NewMessage(partyId, line.Length <= 100 ? line : line[..99] + "…", body, $"{eventId}:{partyId}", $"/my/cases/{caseId}{page}", profile?.Email, profile?.Phone));
    }
}
