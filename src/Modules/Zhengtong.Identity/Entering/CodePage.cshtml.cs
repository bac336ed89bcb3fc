using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Profile;
using Zhengtong.Identity.Recovering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Entering;

/// <summary>Asks for the code that the pending step still wants.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class CodePageModel(
    PendingSteps steps, ConfirmCode confirm, PhoneCodes phones, TotpCodes totp, SignIn signIn, ChangePhone changePhone, RecoverPhone recoverPhone, Devices devices, Database db,
    TimeProvider clock) : PageModel
{
    public PendingStep Step { get; private set; } = null!;

    public string? DemoCode { get; private set; }

    /// <summary>What the account has set up, for who has shown his phone or another platform's word and is asked for more.</summary>
    public OwnKeys Keys { get; private set; } = OwnKeys.None;

    public bool Federated => Step.Method == MethodStrength.Federated;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : Redirect("/account/sign-in");

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return Redirect("/account/sign-in?expired=true");
        }

        if (Step.Kind == StepKind.KeyBesides)
        {
            return Page();
        }

        if (Step.Kind == StepKind.OldPhone)
        {
            var next = await changePhone.OnAsync(Step, code ?? "", User.AccountId(), ct);
            if (ModelState.AddProblems(next))
            {
                return Page();
            }

            steps.Keep(HttpContext, next.Value);
            return Redirect("/account/code");
        }

        if (Step.Kind == StepKind.ChangePhone)
        {
            var changed = await changePhone.HandleAsync(Step, code ?? "", HttpContext.Act(clock), User.AccountId(), ct);
            if (ModelState.AddProblems(changed))
            {
                return Page();
            }

            steps.Drop(HttpContext);
            return Redirect(SessionsPageModel.Path + "?changed=true");
        }

        if (Step.Kind == StepKind.LostPhone)
        {
            if (ModelState.AddProblems(await recoverPhone.HandleAsync(Step, code ?? "", HttpContext.Address(), HttpContext.End(), ct)))
            {
                return Page();
            }

            steps.Drop(HttpContext);
            return Redirect(AskedPageModel.Path);
        }

        var outcome = await confirm.HandleAsync(Step, code ?? "", await devices.PlaceAsync(HttpContext, Step.AccountId, ct), HttpContext.End(), ct);
        if (!outcome.TryGet(out var confirmed))
        {
            ModelState.AddProblems(outcome);
            return Page();
        }

        if (confirmed.Besides is { } besides)
        {
            steps.Keep(HttpContext, Step with { Kind = besides, AccountId = confirmed.Proof.AccountId, Method = confirmed.Proof.Method, DemoCode = null, Note = null });
            return Redirect("/account/code");
        }

        if (Step.Strengthen)
        {
            steps.Drop(HttpContext);
            return ModelState.AddProblems(await signIn.StrengthenAsync(HttpContext, confirmed.Proof, ct)) ? Page() : LocalRedirect(LocalAddress.Of(Step.ReturnUrl, "/"));
        }

        if (confirmed.NewPassword)
        {
            steps.Keep(HttpContext, Step with { Kind = StepKind.NewPassword, AccountId = confirmed.Proof.AccountId, Method = confirmed.Proof.Method, DemoCode = null });
            return Redirect("/account/password");
        }

        var issued = await signIn.IssueAsync(HttpContext, confirmed.Proof, ct);
        if (ModelState.AddProblems(issued))
        {
            return Page();
        }

        steps.Drop(HttpContext);
        return LocalRedirect(confirmed.First ?? StaffEnrolment.GoalOf(Step, confirmed.Proof.Method, LocalAddress.Of(Step.ReturnUrl, issued.Value)));
    }

    public async Task<IActionResult> OnPostAgainAsync(CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Step.Kind is StepKind.TotpBesides or StepKind.KeyBesides)
        {
            return Redirect("/account/sign-in");
        }

        var sent = await phones.SendAsync(Step, ct);
        if (!sent.TryGet(out var step))
        {
            ModelState.AddProblems(sent);
            return Page();
        }

        steps.Keep(HttpContext, step with { DemoCode = step.DemoCode ?? Step.DemoCode });
        return Redirect("/account/code");
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (steps.Read(HttpContext) is not { } step || step.Kind == StepKind.NewPassword
            || (step.Kind is StepKind.ChangePhone or StepKind.OldPhone && User.Actor()?.Kind != ActorKind.Applicant)
            || (step.Strengthen && User.Actor() is null))
        {
            return false;
        }

        Step = step;
        Keys = step is { Kind: StepKind.TotpBesides or StepKind.KeyBesides, Method: MethodStrength.Sms or MethodStrength.Federated, AccountId: { } account }
            ? await OwnKeys.OfAsync(db, account, ct)
            : OwnKeys.None;
        DemoCode = !phones.Demo ? null
            : step.Kind != StepKind.TotpBesides ? step.DemoCode
            : await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == step.AccountId, ct) is { HasTotp: true } holder ? totp.Now(holder) : null;
        return true;
    }
}
