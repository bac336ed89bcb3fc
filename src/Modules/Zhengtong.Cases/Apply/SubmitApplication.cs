using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.PreReview;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// Makes a case of a draft: registered, numbered, with a receipt, its acceptance clock running and the intake step open (收件即登记, 03.11). A draft makes
/// one case however often it is submitted: the case carries the draft's id under a unique key.
/// </summary>
internal sealed class SubmitApplication(
    Database db, ICatalogue catalogue, IZoneAuthority zones, IFormCatalogue forms, IMandates mandates, WorkingCalendars calendars, Counters counters)
{
    /// <summary>How often it is tried again when something beside the draft changed in this moment: a pre-review was answered, another application used the same mandate.</summary>
    private const int Tries = 5;

    public static readonly Problem VersionEnded = Problem.Conflict("cases.item-version-ended", "这个事项刚刚更新了办理要求。请按新的要求继续，您填写的内容会带过去。");

    internal sealed record Submitted(Guid CaseId, string Number);

    public Task<Outcome<Submitted>> HandleAsync(Guid draftId, Act act, CancellationToken ct) => HandleAsync(draftId, act, Tries, ct);

    private async Task<Outcome<Submitted>> HandleAsync(Guid draftId, Act act, int tries, CancellationToken ct)
    {
        var draft = await db.Set<Draft>().Where(x => x.Id == draftId && x.DiscardedAt == null).OwnedBy(act).SingleOrDefaultAsync(ct);
        if (draft is null)
        {
            return Drafts.Gone;
        }

        if (draft.CaseId is not null)
        {
            return await AlreadyAsync(draftId, ct);
        }

        if (await catalogue.FindAsync(draft.ItemCode, ct) is not { } item)
        {
            return await StartDraft.WhyNotAsync(catalogue, draft.ItemCode, ct);
        }

        if (item.VersionId != draft.ItemVersionId)
        {
            return VersionEnded;
        }

        var form = await forms.FindAsync(draft.FormKey, draft.FormVersion, ct) ?? throw new InvalidOperationException($"Form {draft.FormKey} {draft.FormVersion} is gone.");
        var context = Drafts.Context(draft, LegalDay.Of(act.At));
        var answers = FormAnswers.Parse(draft.Answers).Value;
        var materials = JsonSerializer.Deserialize<List<DraftMaterial>>(draft.Materials)!;
        var problems = FormValidator.Validate(form.Definition, answers, context)
            .Concat(SubmissionCheck.Of(item, draft, materials, [.. item.Content.MaterialsFor(draft.Situation, answers.Seen(form.Definition, context))]))
            .ToList();
        if (problems.Count > 0)
        {
            return Outcome<Submitted>.Because(problems);
        }

        var calendar = await calendars.CurrentAsync(ct);
        var serial = await counters.NextAsync($"case-{item.RegionCode}-{LegalDay.Of(act.At):yyyyMMdd}", ct);
        var effective = answers.Effective(form.Definition, context);
        var zone = await catalogue.IsZonesAsync(item.Code, ct) ? await zones.StandingAsync(item.ItemId, ct) : null;
        var received = Receive(draft, item, form.Definition, effective, materials, serial, calendar, act, zone);
        var mandated = act.Party.Mandate is not null;
        if (mandated)
        {
            var used = await mandates.UseAsync(new MandateUse(received.Case.Id, received.Case.Number, item.ItemId, item.OrganisationId, item.Name), act, ct);
            if (!used.TryGet(out var rows))
            {
                return Outcome<Submitted>.Because(used.Problems);
            }

            foreach (var row in rows)
            {
                received.Add(row);
            }
        }

        var ended = await AskPreReview.EndAsync(db, draft, PreReviewEnding.Submitted, act, ct);
        if (ended is not null)
        {
            received.Add(ended);
        }

        draft.CaseId = received.Case.Id;
        draft.Revision++;
        var saved = await db.SaveNewAsync(received.Rows, ct);
        if (saved.Ok)
        {
            return new Submitted(received.Case.Id, received.Case.Number);
        }

        // Somebody was faster with the same draft: his case is this one. Or a window answered its pre-review, or the mandate was used for another application in this moment, which by
        // itself keeps nobody from handing in.
        db.ChangeTracker.Clear();
        var already = await AlreadyAsync(draftId, ct);
        return already.Ok || (ended is null && !mandated) || tries <= 1 ? already : await HandleAsync(draftId, act, tries - 1, ct);
    }

    /// <summary>How to reach the applicant about this case, as the form says: the agent first, for he waits for the answer.</summary>
    private static void Reach(ReceivedCase received, IReadOnlyDictionary<string, string> told)
    {
        string First(params ReadOnlySpan<string> sources)
        {
            foreach (var source in sources)
            {
                if (told.TryGetValue(source, out var value))
                {
                    return value;
                }
            }

            return "";
        }

        var application = received.Rows.OfType<Application>().Single();
        application.ContactPhone = First("agent.phone", "party.phone", "company.phone", "company.legalPersonPhone");
        application.ContactEmail = First("party.email", "company.email");
    }

    /// <summary>Every row of a received application, without a database: the bulk path makes them by the same code.</summary>
    /// <param name="answers">Those in force.</param>
    public static ReceivedCase Receive(
        Draft draft, PublishedItem item, FormDefinition form, FormAnswers answers, IReadOnlyList<DraftMaterial> materials, long serial, WorkingCalendar calendar, Act act,
        ZoneStanding? zone = null)
    {
        var atWindow = act.Actor.Kind == ActorKind.Staff;
        var today = LegalDay.Of(act.At);
        var decider = ZoneRule.Decider(item, zone);
        var @case = new Case
        {
            Id = Guid.CreateVersion7(act.At),
            Number = CaseNumber.Format(item.RegionCode, today, serial),
            DraftId = draft.Id,
            ItemId = item.ItemId,
            ItemVersionId = item.VersionId,
            ItemName = item.Name,
            OrganisationId = decider.Id,
            OrganisationName = decider.Name,
            RegionCode = item.RegionCode,
            InZone = zone is not null,
            ApplicantId = draft.PartyId,
            ApplicantKind = draft.PartyKind,
            ApplicantName = draft.PartyName,
            AgentId = !atWindow && act.Actor.Id != draft.PartyId ? act.Actor.Id : null,
            MandateId = act.Party.Mandate?.Id,
            End = act.End,
            Mode = draft.Mode,
            Situation = draft.Situation,
            ReceivedAt = act.At,
            ReceivedById = atWindow ? act.Actor.Id : null,
        };
        var received = new ReceivedCase(@case, item, calendar);
        received.Add(new Application
        {
            CaseId = @case.Id,
            FormKey = draft.FormKey,
            FormVersion = draft.FormVersion,
            Answers = answers.ToJson(),
            ContactPhone = "",
            ContactEmail = "",
            Delivery = draft.Delivery,
            DeliveryAddress = draft.DeliveryAddress,
            PromisedAt = draft.PromisedAt,
            PromisedById = draft.PromisedById,
            PromisedByName = draft.PromisedByName,
            PromiseText = draft.PromiseText,
            ToleratedUntil = draft.Mode == Mode.Tolerance && item.Content.ToleranceDays is { } days ? calendar.AddWorkingDays(today, days) : null,
        });
        Reach(received, Prefill.Collect(form, answers));
        IReadOnlyList<ItemMaterial> wanted = [.. item.Content.MaterialsFor(draft.Situation, answers.Seen(form, Drafts.Context(draft, today)))];
        received.AddMaterials(draft, materials, wanted, act);
        if (Undertaking.Of(item, draft, materials, wanted) is { } promised)
        {
            received.Add(promised.Issue(@case, draft, calendar, act));
        }

        received.Begin(act, today, zone);
        return received;
    }

    private async Task<Outcome<Submitted>> AlreadyAsync(Guid draftId, CancellationToken ct) =>
        await db.Set<Case>().Where(x => x.DraftId == draftId).Select(x => new Submitted(x.Id, x.Number)).SingleOrDefaultAsync(ct) is { } made
            ? made
            : Problem.Conflict("cases.draft-changed", "申请内容刚刚在另一个页面被修改，请检查后重新提交。");
}
