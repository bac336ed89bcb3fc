using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Feedback.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Feedback.Enquiries;

/// <summary>我的咨询, newest first.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MyEnquiriesPageModel(EnquiryLists lists) : PageModel
{
    public EnquiryLists.Page<Enquiry> Shown { get; private set; } = new([], null);

    public string? Next => Shown.Next is null ? null : $"/my/enquiries?after={Shown.Next}";

    public async Task OnGetAsync(Guid? after, CancellationToken ct) => Shown = await lists.OfPartyAsync(User.Party()!, after, ct);
}
