using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>Takes a question of a signed-in party about an item, routed to the organisation of the item, or about an organisation (网上咨询, 10.30).</summary>
internal sealed class AskEnquiry(Database db, ICatalogue catalogue, IOrganisations organisations, WorkingCalendars calendars, IOptions<EnquirySettings> settings)
{
    private const int BriefLength = 60;

    internal sealed record Command(string? ItemCode, Guid? OrganisationId, string? Text);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant)
        {
            return Problem.Forbidden("feedback.applicants-only", "网上咨询由个人或企业登录后提出。");
        }

        if (EnquiryFile.Check(command.Text, "Text", "您的问题") is { } missing)
        {
            return missing;
        }

        var item = string.IsNullOrEmpty(command.ItemCode) ? null : await catalogue.FindAsync(command.ItemCode, ct);
        var organisation = item is null && command.OrganisationId is { } asked ? await organisations.FindAsync(asked, ct) : null;
        if (item is null && organisation is null)
        {
            return Problem.Invalid("feedback.whom-to-ask", "请选择要咨询的事项或单位。", "OrganisationId");
        }

        var since = act.At.AddDays(-1);
        if (await db.Set<Enquiry>().CountAsync(e => e.PartyId == act.Party.Id && e.AskedAt > since, ct) >= settings.Value.PerDay)
        {
            return Problem.Conflict("feedback.too-many", $"一天最多咨询 {settings.Value.PerDay} 次。请明天再问，急事请拨打 12345。");
        }

        var text = command.Text!.Trim();
        var enquiry = new Enquiry
        {
            Id = Guid.CreateVersion7(act.At),
            PartyId = act.Party.Id,
            AskerMasked = act.Party.Kind == PartyKind.Company ? act.Party.Name : Mask.Name(act.Party.Name),
            ItemId = item?.ItemId,
            ItemCode = item?.Code ?? "",
            ItemName = item?.Name ?? "",
            RegionCode = item?.RegionCode ?? organisation!.RegionCode,
            Brief = text.Length > BriefLength ? text[..BriefLength] + "…" : text,
            AskedAt = act.At,
        };
        enquiry.Route(item?.OrganisationId ?? organisation!.Id, item?.OrganisationName ?? organisation!.Name);
        enquiry.Await((await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), settings.Value.AnswerDays));
        db.Add(enquiry);
        db.Say(enquiry, TurnKind.Question, text, act);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? enquiry.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
