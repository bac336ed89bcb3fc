using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>群众咨询 of an organisation: what waits, due first; what was answered; for the lead, what waits to be published. One statement each.</summary>
[Authorize(Policy = Policies.Office)]
[ResponseCache(NoStore = true)]
internal sealed class OfficeEnquiriesPageModel(EnquiryLists lists, WorkingCalendars calendars, TimeProvider clock) : PageModel
{
    private const string Answered = "answered";
    private const string Publish = "publish";

    public string? State { get; private set; }

    public bool Publishing => State == Publish;

    public EnquiryLists.Page<Enquiry> Shown { get; private set; } = new([], null);

    public EnquiryLists.Page<PublicAnswer> Proposed { get; private set; } = new([], null);

    public DateOnly Today { get; private set; }

    public WorkingCalendar Calendar { get; private set; } = WorkingCalendar.WeekOnly;

    public string? Next => (Publishing ? Proposed.Next : Shown.Next) is { } next ? $"/office/enquiries?{(State is null ? "" : $"state={State}&")}after={next}" : null;

    public IReadOnlyList<Tab> Tabs =>
    [
        new("待答复", "/office/enquiries", State is null),
        new("已答复", "/office/enquiries?state=" + Answered, State == Answered),
        .. User.Actor()!.Has(Roles.AcceptanceLead) ? [new Tab("待审核公开", "/office/enquiries?state=" + Publish, Publishing)] : Array.Empty<Tab>(),
    ];

    public async Task OnGetAsync(string? state, string? after, CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        State = state == Answered || (state == Publish && post.Role == Roles.AcceptanceLead) ? state : null;
        (Today, Calendar) = (LegalDay.Today(clock), await calendars.CurrentAsync(ct));
        if (Publishing)
        {
            Proposed = await lists.ProposedAsync(post, Guid.TryParse(after, out var last) ? last : null, ct);
        }
        else
        {
            Shown = await lists.OfOfficeAsync(post, State is null, after, ct);
        }
    }
}
