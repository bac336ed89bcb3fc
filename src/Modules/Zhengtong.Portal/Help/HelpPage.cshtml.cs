using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Zhengtong.Portal.Help;

/// <summary>Help: how to find and apply, accounts, accessibility, contacts. Requirement 12.09.</summary>
[AllowAnonymous]
internal sealed class HelpPage : PageModel
{
    public void OnGet() => ViewData["Title"] = "帮助";
}
