using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>What the asker does with an answer: asks once more (追问), says whether it satisfied him.</summary>
internal sealed class FollowUpEnquiry(Database db, WorkingCalendars calendars, IOptions<EnquirySettings> settings)
{
    public async Task<Outcome> AskAgainAsync(Guid id, string? text, Act act, CancellationToken ct)
    {
        if (await db.EnquiriesOf(act.Party).SingleOrDefaultAsync(e => e.Id == id, ct) is not { } enquiry)
        {
            return EnquiryFile.Unknown;
        }

        if (!enquiry.MayFollowUp)
        {
            return Problem.Conflict("feedback.followed-up", "每条咨询在答复后可以追问一次。还有问题，请另提一条咨询。");
        }

        if (EnquiryFile.Check(text, "Text", "追问的内容") is { } missing)
        {
            return missing;
        }

        enquiry.FollowUp((await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), settings.Value.AnswerDays), act.At);
        db.Say(enquiry, TurnKind.FollowUp, text!.Trim(), act);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> JudgeAsync(Guid id, bool satisfied, Act act, CancellationToken ct)
    {
        if (await db.EnquiriesOf(act.Party).SingleOrDefaultAsync(e => e.Id == id, ct) is not { } enquiry)
        {
            return EnquiryFile.Unknown;
        }

        if (!enquiry.MayJudge)
        {
            return Problem.Conflict("feedback.judged", "答复后才能评价，每条咨询只评价一次。");
        }

        enquiry.Judge(satisfied);
        db.Record(enquiry, act, "judged", new { satisfied });
        return await db.SaveAsync(ct);
    }
}
