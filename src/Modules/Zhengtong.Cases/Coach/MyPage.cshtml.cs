using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Coach;

/// <summary>The coaching that a party was given: the list, or one session of it.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MyPageModel(Coachings coachings) : PageModel
{
    public const string Path = "/my/coaching";

    public Coachings.Page Shown { get; private set; } = new([], null);

    public Coaching? Session { get; private set; }

    public string? Next => Shown.Next is { } after ? $"{Path}?after={after}" : null;

    public async Task<IActionResult> OnGetAsync(Guid? id, Guid? after, CancellationToken ct)
    {
        if (id is { } one)
        {
            Session = await coachings.FindAsync(one, User.Actor()!, User.Party(), ct);
            return Session is null ? NotFound() : Page();
        }

        Shown = await coachings.OfPartyAsync(User.Party()!, after, ct);
        return Page();
    }
}
