using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Recovering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Profile;

/// <summary>One's own data, masked; shown whole only for a stated purpose, which is recorded (requirement 18.13).</summary>
[Authorize(Policies.Applicant)]
[RequiresFreshProof("Phone")]
[ResponseCache(NoStore = true)]
internal sealed class ProfilePageModel(
    IParties parties, EditProfile edit, PhoneCodes phones, PendingSteps steps, RecoverPhone recovery, Database db, TimeProvider clock) : PageModel
{
    public PartyProfile Profile { get; private set; } = null!;

    public EditProfile.Command Input { get; set; } = new();

    public IReadOnlyList<IdentityProof> Held { get; private set; } = [];

    /// <summary>Somebody asked for another phone in place of the one he says he lost.</summary>
    public PhoneRecovery? Recovery { get; private set; }

    public bool Whole { get; private set; }

    public bool Saved { get; private set; }

    public async Task OnGetAsync(bool saved, CancellationToken ct)
    {
        Saved = saved;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] EditProfile.Command input, CancellationToken ct)
    {
        await LoadAsync(ct);
        Input = input;
        return !ModelState.IsValid || ModelState.AddProblems(await edit.HandleAsync(input, HttpContext.Act(clock), ct)) ? Page() : Redirect("/my/profile?saved=true");
    }

    public async Task<IActionResult> OnPostPhoneAsync([FromForm] string? phone, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        var number = MobileNumber.Parse(phone, "Phone");
        if (ModelState.AddProblems(number))
        {
            return Page();
        }

        var sent = await phones.SendAsync(new PendingStep { Kind = StepKind.OldPhone, Phone = Profile.Phone, NextPhone = number.Value.Text, AccountId = User.AccountId() }, ct);
        if (ModelState.AddProblems(sent))
        {
            return Page();
        }

        steps.Keep(HttpContext, sent.Value);
        return Redirect("/account/code");
    }

    public async Task<IActionResult> OnPostRevealAsync([FromForm] string? purpose, CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        if (string.IsNullOrWhiteSpace(purpose) || purpose.Length > 100)
        {
            ModelState.AddModelError("Purpose", "请写明查看完整信息的用途（100 字以内）。");
            return Page();
        }

        db.RecordReading(User.Actor()!.Id, HttpContext.Act(clock, purpose.Trim()), "本人查看个人资料");
        if (ModelState.AddProblems(await db.SaveAsync(ct)))
        {
            return Page();
        }

        Whole = true;
        return Page();
    }

    /// <summary>It was not he who asked for another phone.</summary>
    public async Task<IActionResult> OnPostStopAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(await recovery.StopAsync(HttpContext.Act(clock), ct)))
        {
            return Redirect("/my/profile?saved=true");
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        Profile = (await parties.FindAsync(me, ct))!;
        Held = await db.ProofsOf(me).AsNoTracking().OrderByDescending(x => x.At).Take(20).ToListAsync(ct);
        Recovery = await db.Set<PhoneRecovery>().AsNoTracking().SingleOrDefaultAsync(x => x.PersonId == me && x.EndedAt == null, ct);
        Input = new EditProfile.Command { Email = Profile.Email, Address = Profile.Address };
    }
}
