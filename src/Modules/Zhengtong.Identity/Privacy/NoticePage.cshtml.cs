using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Identity.Privacy;

/// <summary>The privacy notice for everybody, on every end (个人信息保护法第七条、第十七条第三款): the version in force, or another one by its number.</summary>
[AllowAnonymous]
internal sealed class NoticePageModel(PrivacyNotices notices, TimeProvider clock) : PageModel
{
    public const string Path = "/privacy";

    public PrivacyNotice Shown { get; private set; } = null!;

    public PrivacyNotice InForce { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IEnumerable<PrivacyNotice> All => notices.All.Reverse();

    public string StateOf(PrivacyNotice notice) =>
        notice == InForce ? "现行" : notice.Number > InForce.Number ? $"{LegalDay.Date(notice.From)}起施行" : "已被后面的版本代替";

    public string LayoutPath => HttpContext.End() == End.Kiosk ? "/Zhengtong.Ui/Layouts/_Kiosk.cshtml" : "/Zhengtong.Ui/Layouts/_Portal.cshtml";

    public IActionResult OnGet(int? version)
    {
        InForce = notices.InForce(LegalDay.Today(clock));
        if ((version is { } number ? notices.Find(number) : InForce) is not { } shown)
        {
            return NotFound();
        }

        Shown = shown;
        return Page();
    }
}
