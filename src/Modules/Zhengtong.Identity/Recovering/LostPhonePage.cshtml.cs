using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Proving;

namespace Zhengtong.Identity.Recovering;

/// <summary>The phone is lost: whoever asks gives another.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class LostPhonePageModel(
    PhoneCodes phones, PendingSteps steps, Attempts attempts, IRealNameSystem system, IOptions<RecoverySettings> options, IConfiguration configuration, TimeProvider clock)
    : RecoveryPageModel(phones, steps, attempts, configuration, clock)
{
    public bool Configured => system.Configured;

    public int WaitHours => options.Value.WaitHours;

    protected override StepKind Kind => StepKind.LostPhone;

    public void OnGet()
    {
    }
}
