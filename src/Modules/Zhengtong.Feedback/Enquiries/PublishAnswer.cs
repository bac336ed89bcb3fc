using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>
/// Curates common questions (梳理常见问题, 10.30): whoever answers for the organisation proposes a wording without anything personal, its lead (受理负责人) publishes it or takes
/// it back. Published ones stand on the item's guide and in the public list.
/// </summary>
internal sealed class PublishAnswer(Database db, IParties parties) : IAnsweredQuestions
{
    private const int LongestQuestion = 500;

    public async Task<Outcome> ProposeAsync(Guid enquiryId, string? question, string? answer, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { } post || await db.EnquiriesFor(post).AsNoTracking().SingleOrDefaultAsync(e => e.Id == enquiryId, ct) is not { } enquiry)
        {
            return EnquiryFile.Unknown;
        }

        if (enquiry.Waiting)
        {
            return Problem.Conflict("feedback.not-answered", "答复之后才能公开。");
        }

        var (asked, said) = ((question ?? "").Trim(), (answer ?? "").Trim());
        if (asked.Length is 0 or > LongestQuestion)
        {
            return Problem.Invalid("feedback.question", $"请填写公开的问题，不超过 {LongestQuestion} 个字。", "PublicQuestion");
        }

        if (EnquiryFile.Check(said, "PublicAnswer", "公开的答复") is { } missing)
        {
            return missing;
        }

        var asker = await parties.FindAsync(enquiry.PartyId, ct);
        string[] names = asker is null ? [] : [asker.Name, asker.LegalRepresentative];
        if ((Anonymity.Refusal(asked, "PublicQuestion", names) ?? Anonymity.Refusal(said, "PublicAnswer", names)) is { } personal)
        {
            return personal;
        }

        var shown = await db.Set<PublicAnswer>().SingleOrDefaultAsync(p => p.EnquiryId == enquiryId, ct);
        if (shown is null)
        {
            var section = await db.Set<EnquiryTurn>().Where(t => t.EnquiryId == enquiryId && t.Kind == TurnKind.Answer).OrderByDescending(t => t.Sequence).Select(t => t.Section).FirstAsync(ct);
            shown = new PublicAnswer
            {
                Id = Guid.CreateVersion7(act.At),
                EnquiryId = enquiryId,
                ItemId = enquiry.ItemId,
                ItemCode = enquiry.ItemCode,
                ItemName = enquiry.ItemName,
                RegionCode = enquiry.RegionCode,
                OrganisationId = enquiry.OrganisationId,
                OrganisationName = enquiry.OrganisationName,
                Section = section,
            };
            db.Add(shown);
        }

        if (shown.OrganisationId != enquiry.OrganisationId)
        {
            return Problem.Conflict("feedback.published-elsewhere", $"这条咨询的答复由{shown.OrganisationName}公开，请与其联系修改。");
        }

        shown.Propose(asked, said, act);
        db.Record(shown, act, "proposed", new { shown.Question, shown.Answer });
        return await db.SaveAsync(ct);
    }

    /// <param name="publish">false: takes it back.</param>
    public async Task<Outcome> DecideAsync(Guid enquiryId, bool publish, Act act, CancellationToken ct)
    {
        var organisation = act.Actor.Post?.OrganisationId ?? Guid.Empty;
        if (await db.Set<PublicAnswer>().SingleOrDefaultAsync(p => p.EnquiryId == enquiryId && p.OrganisationId == organisation, ct) is not { } shown)
        {
            return EnquiryFile.Unknown;
        }

        if (!act.Actor.Has(Roles.AcceptanceLead))
        {
            return Problem.Forbidden("feedback.leads-only", "公开答复由本单位受理负责人审核，请交受理负责人处理。");
        }

        if (publish == shown.PublishedAt is not null)
        {
            return Problem.Conflict("feedback.decided-already", publish ? "这条答复已经公开。" : "这条答复没有公开。");
        }

        if (publish)
        {
            shown.Publish(act.At);
        }
        else
        {
            shown.TakeBack();
        }

        db.Record(shown, act, publish ? "published" : "taken-back");
        return await db.SaveAsync(ct);
    }

    public async Task<IReadOnlyList<ItemQuestion>> OfItemAsync(Guid itemId, int take, CancellationToken ct) => await db.Set<PublicAnswer>().AsNoTracking()
        .Where(p => p.ItemId == itemId && p.PublishedAt != null).OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Id).Take(take)
        .Select(p => new ItemQuestion(p.Question, p.Answer)).ToListAsync(ct);
}
