using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>对公打款验证, for the legal representative and the agents of a company (08.02). It is about the company of the address, whomever one acts for at the moment.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class TransferPageModel(Database db, ProveByTransfer prove, IPaymentChannel channel, IOptions<PaymentProofSettings> options, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Yuan { get; set; }

    public ProveByTransfer.Command Input { get; private set; } = new();

    public Company Company { get; private set; } = null!;

    public IdentityProof? Proof { get; private set; }

    public CompanyTransfer? Last { get; private set; }

    public TransferState? State { get; private set; }

    public bool Offered => channel.Configured;

    public string Channel => channel.Name;

    public DateOnly Until => TransferRule.Until(Last!, options.Value.TransferDays);

    public int TriesLeft => options.Value.TransferTries - Last!.Misses;

    /// <summary>Where the demo shows what came in; nowhere else.</summary>
    public string? DemoBank => channel is DemoPaymentChannel && Last is { } last ? $"{DemoPaymentChannel.BankPath}?number={last.Number}" : null;

    public static string PathOf(Guid companyId) => $"/my/companies/{companyId}/transfer";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBeginAsync([Bind(Prefix = "Input")] ProveByTransfer.Command input, CancellationToken ct)
    {
        Input = input;
        return ModelState.IsValid ? await DoAsync(prove.BeginAsync(Id, input, HttpContext.Act(clock), ct), nameof(Input), ct) : await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostLookAsync(CancellationToken ct) => DoAsync(prove.LookAsync(Id, HttpContext.Act(clock), ct), "", ct);

    public Task<IActionResult> OnPostAnswerAsync(CancellationToken ct) => DoAsync(prove.AnswerAsync(Id, Yuan, HttpContext.Act(clock), ct), "", ct);

    /// <param name="prefix">Of the fields that the outcome names.</param>
    private async Task<IActionResult> DoAsync(Task<Outcome> running, string prefix, CancellationToken ct)
    {
        var outcome = await running;
        if (outcome.Ok)
        {
            return Redirect(PathOf(Id));
        }

        ModelState.Clear();
        ModelState.AddProblems(outcome, prefix);
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var act = HttpContext.Act(clock);
        if (await prove.CompanyAsync(Id, act, ct) is not { } company)
        {
            return false;
        }

        (Company, Last) = (company, await prove.LastAsync(Id, ct));
        Proof = await db.ProofsOf(Id).AsNoTracking().Where(p => p.Level >= AssuranceLevel.RealName).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        State = Last is null ? null : TransferRule.StateOf(Last, options.Value.TransferDays, act.At);
        return true;
    }
}
