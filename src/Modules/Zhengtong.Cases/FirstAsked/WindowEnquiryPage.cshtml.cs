using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>An enquiry at the window without a case yet.</summary>
[Authorize(Policy = Policies.Handler)]
internal sealed class WindowEnquiryPageModel(RegisterWindowEnquiry register, TimeProvider clock) : PageModel
{
    public int Days => register.AnswerWithinDays;

    public string Typed(string field) => Request.HasFormContentType ? Request.Form[field].ToString() : "";

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var done = await register.HandleAsync(new(Typed("name"), Typed("phone"), Typed("item"), Typed("question")), HttpContext.Act(clock), ct);
        return ModelState.AddProblems(done) ? Page() : Redirect($"{DutyPageModel.Path}/{done.Value}");
    }
}
