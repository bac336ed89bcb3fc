using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Entering;

namespace Zhengtong.Identity.Recovering;

/// <summary>The password is forgotten, the phone is there.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class RecoverPageModel(PhoneCodes phones, PendingSteps steps, Attempts attempts, IConfiguration configuration, TimeProvider clock)
    : RecoveryPageModel(phones, steps, attempts, configuration, clock)
{
    protected override StepKind Kind => StepKind.Recover;

    public void OnGet()
    {
    }
}
