using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Cases.Space;

/// <summary>What was stated in an application goes into the space of the applicant, with the case and the day, and need not be stated again (03.10, 08.14).</summary>
internal sealed class TeachSpace(Database db, IFormCatalogue forms, IDivisions divisions, IKnownValues known) : ISubscriber<CaseReceived>
{
    public async Task HandleAsync(CaseReceived happened, Guid eventId, CancellationToken ct)
    {
        var stated = await db.Set<Case>().AsNoTracking().Where(c => c.Id == happened.CaseId).Join(db.Set<Application>(), c => c.Id, a => a.CaseId, (c, a) => new
        {
            c.ApplicantId, c.Number, c.ReceivedAt, ByDelegate = c.MandateId != null, a.FormKey, a.FormVersion, a.Answers,
        }).SingleAsync(ct);
        if (await forms.FindAsync(stated.FormKey, stated.FormVersion, ct) is not { } form || !FormAnswers.Parse(stated.Answers).TryGet(out var answers))
        {
            return;
        }

        var facts = await Prefill.TellAsync(divisions, form.Definition, answers, ct);
        await known.StageAsync(
            new StatedValues(
                stated.ApplicantId, happened.CaseId, stated.Number, stated.ReceivedAt, stated.ByDelegate, [.. facts.Select(f => new StatedValue(f.Key, f.Label, f.Value, f.Shown))]),
            ct);
    }
}
