using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Tell;

/// <summary>
/// Tells the applicant of every turn of his case on the site, by mail and text message; and the person who applied for a company or another. The key of a message is
/// event and party, so that an event delivered twice is told once.
/// </summary>
internal sealed class TellParties(Database db, IMessages messages, IParties parties, IMandates mandates, TimeProvider clock) :
    ISubscriber<CaseReceived>, ISubscriber<CaseAccepted>, ISubscriber<CorrectionAsked>, ISubscriber<CaseNotAccepted>, ISubscriber<ClockPaused>, ISubscriber<ClockResumed>,
    ISubscriber<CaseExtended>, ISubscriber<CaseDecided>, ISubscriber<ResultReady>, ISubscriber<ResultSent>, ISubscriber<CaseClosed>, ISubscriber<CaseWithdrawn>,
    ISubscriber<CaseRebased>
{
    public Task HandleAsync(CaseReceived happened, Guid eventId, CancellationToken ct) =>
        TellAsync(happened.CaseId, eventId, c => CaseTexts.Of(happened, LegalDay.Of(c.ReceivedAt)), ct);

    public Task HandleAsync(CaseAccepted happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(CorrectionAsked happened, Guid eventId, CancellationToken ct) =>
        TellAsync(happened.CaseId, eventId, c => CaseTexts.Of(happened, OnDay(c.CorrectionAskedAt)), ct);

    public Task HandleAsync(CaseNotAccepted happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(ClockPaused happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(ClockResumed happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(CaseExtended happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(CaseDecided happened, Guid eventId, CancellationToken ct) =>
        TellAsync(happened.CaseId, eventId, c => CaseTexts.Of(happened, OnDay(c.DecidedAt)), ct);

    public Task HandleAsync(ResultReady happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(ResultSent happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(CaseClosed happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    public Task HandleAsync(CaseWithdrawn happened, Guid eventId, CancellationToken ct) =>
        TellAsync(happened.CaseId, eventId, c => CaseTexts.Of(happened, OnDay(c.WithdrawnAt)), ct);

    public Task HandleAsync(CaseRebased happened, Guid eventId, CancellationToken ct) => TellAsync(happened.CaseId, eventId, _ => CaseTexts.Of(happened), ct);

    private async Task TellAsync(Guid caseId, Guid eventId, Func<Case, CaseText?> text, CancellationToken ct)
    {
        var @case = await db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == caseId, ct);
        if (text(@case) is not { } said)
        {
            return;
        }

        var byMandate = @case.MandateId is { } under ? await mandates.HandAsync(under, ct) : null;
        await SendAsync(@case.ApplicantId, byMandate is null ? said : said with { Body = $"{said.Body}（由{byMandate}代办。）" }, eventId, @case, ct);
        // Whoever acts for the company or the person no longer is told of the cases no longer.
        if (@case.AgentId is { } agent && await (@case.MandateId is { } mandate ? mandates.HoldsAsync(mandate, ct) : parties.ActsForAsync(agent, @case.ApplicantId, ct)))
        {
            var whose = byMandate is null ? $"您为“{@case.ApplicantName}”经办，查看时请先切换到该单位。" : $"您代{@case.ApplicantName}办理，查看时请先切换身份。";
            await SendAsync(agent, said with { Body = $"{said.Body}（{whose}）" }, eventId, @case, ct);
        }
    }

    private async Task SendAsync(Guid partyId, CaseText said, Guid eventId, Case @case, CancellationToken ct)
    {
        var profile = await parties.FindAsync(partyId, ct);
        messages.Send(db, new NewMessage(
            partyId,
            $"{said.Title}：{@case.ItemName}".Shortened(100),
            said.Body,
            $"{eventId}:{partyId}",
            $"/my/cases/{@case.Id}{said.Page}",
            profile?.Email,
            said.ByPhone ? profile?.Phone : null));
    }

    private DateOnly OnDay(DateTime? at) => at is { } utc ? LegalDay.Of(utc) : LegalDay.Today(clock);
}
