using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>The organisation answers, or passes on what is another's matter, with the reason; the asker is told either way.</summary>
internal sealed class AnswerEnquiry(Database db, IOrganisations organisations, IMessages messages, IParties parties)
{
    private static readonly Problem NotWaiting = Problem.Conflict("feedback.answered-already", "这条咨询已经答复，不用再处理。");

    /// <summary>The parts of a guide an answer can point to, by their anchor.</summary>
    public static readonly IReadOnlyDictionary<string, string> Sections = new Dictionary<string, string>
    {
        ["materials"] = "申请材料", ["process"] = "办理流程", ["conditions"] = "受理条件", ["result"] = "办理结果", ["fees"] = "收费", ["places"] = "窗口与咨询", ["basis"] = "设定依据",
    };

    public async Task<Outcome> AnswerAsync(Guid id, string? text, string? section, Act act, CancellationToken ct)
    {
        if (await OpenAsync(id, act, ct) is not { } enquiry)
        {
            return EnquiryFile.Unknown;
        }

        if (!enquiry.Waiting)
        {
            return NotWaiting;
        }

        if (EnquiryFile.Check(text, "Text", "答复") is { } missing)
        {
            return missing;
        }

        if (!string.IsNullOrEmpty(section) && (enquiry.ItemId is null || !Sections.ContainsKey(section)))
        {
            return Problem.Invalid("feedback.section", "请选择办事指南中的一个部分，或不选。", "Section");
        }

        enquiry.Answer(act.At);
        db.Say(enquiry, TurnKind.Answer, text!.Trim(), act, enquiry.OrganisationName, section ?? "");
        await TellAsync(enquiry, "您的咨询有答复了", $"您问的“{enquiry.Brief}”，{enquiry.OrganisationName}已经答复。", ct);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> ForwardAsync(Guid id, Guid? organisationId, string? reason, Act act, CancellationToken ct)
    {
        if (await OpenAsync(id, act, ct) is not { } enquiry)
        {
            return EnquiryFile.Unknown;
        }

        if (!enquiry.Waiting)
        {
            return NotWaiting;
        }

        if (EnquiryFile.Check(reason, "Reason", "转交的理由") is { } missing)
        {
            return missing;
        }

        var to = organisationId is { } wanted && wanted != enquiry.OrganisationId ? await organisations.FindAsync(wanted, ct) : null;
        if (to is null || !to.RegionCode.StartsWith(enquiry.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("feedback.forward-to", "请选择本地区的另一个单位。", "OrganisationId");
        }

        var from = enquiry.OrganisationName;
        enquiry.Route(to.Id, to.Name);
        db.Say(enquiry, TurnKind.Forward, reason!.Trim(), act, from);
        await TellAsync(enquiry, "您的咨询已转交", $"您问的“{enquiry.Brief}”由{from}转给{to.Name}答复，答复期限不变。", ct);
        return await db.SaveAsync(ct);
    }

    private Task<Enquiry?> OpenAsync(Guid id, Act act, CancellationToken ct) => act.Actor.Post is { } post
        ? db.EnquiriesFor(post).SingleOrDefaultAsync(e => e.Id == id, ct)
        : Task.FromResult<Enquiry?>(null);

    private async Task TellAsync(Enquiry enquiry, string title, string body, CancellationToken ct)
    {
        var profile = await parties.FindAsync(enquiry.PartyId, ct);
        messages.Send(db, new NewMessage(enquiry.PartyId, title, body, $"enquiry:{enquiry.Id:N}:{enquiry.Revision}", $"/my/enquiries/{enquiry.Id}", profile?.Email));
    }
}
