using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>Finds enquiries within what somebody may see, and adds to them.</summary>
internal static class EnquiryFile
{
    public const int LongestText = 1000;

    public static readonly Problem Unknown = Problem.NotFound("feedback.enquiry-unknown", "没有找到这条咨询，或不由您的单位答复。");

    /// <summary>The roles that answer for an organisation.</summary>
    public static bool Answers(this Post post) => post.Role is Roles.AcceptanceLead or Roles.Reviewer or Roles.Approver;

    public static IQueryable<Enquiry> EnquiriesOf(this Database db, Party party) => db.Set<Enquiry>().Where(e => e.PartyId == party.Id);

    public static IQueryable<Enquiry> EnquiriesFor(this Database db, Post post)
    {
        var organisation = post.Answers() ? post.OrganisationId : Guid.Empty;
        return db.Set<Enquiry>().Where(e => e.OrganisationId == organisation);
    }

    public static Task<List<EnquiryTurn>> TurnsAsync(this Database db, Guid enquiryId, CancellationToken ct) =>
        db.Set<EnquiryTurn>().AsNoTracking().Where(t => t.EnquiryId == enquiryId).OrderBy(t => t.Sequence).ToListAsync(ct);

    /// <summary>Says something in an enquiry and leaves its trace; the head's change makes a second turn of the same number impossible.</summary>
    public static void Say(this Database db, Enquiry enquiry, TurnKind kind, string text, Act act, string organisation = "", string section = "")
    {
        var what = kind switch { TurnKind.Question => "asked", TurnKind.Forward => "forwarded", TurnKind.Answer => "answered", _ => "followed-up" };
        var entry = db.Record(enquiry, act, what, new { text, section, enquiry.OrganisationName, enquiry.DueOn });
        db.Add(new EnquiryTurn
        {
            EnquiryId = enquiry.Id,
            // The trace counts every act, so its numbers rise without meeting.
            Sequence = entry.Sequence,
            Kind = kind,
            Text = text,
            Section = section,
            OrganisationName = organisation,
            At = act.At,
        });
    }

    /// <returns>null when the text is there and not too long.</returns>
    public static Problem? Check(string? text, string field, string what) =>
        (text ?? "").Trim().Length is 0 or > LongestText ? Problem.Invalid("feedback.text", $"请填写{what}，不超过 {LongestText} 个字。", field) : null;
}
