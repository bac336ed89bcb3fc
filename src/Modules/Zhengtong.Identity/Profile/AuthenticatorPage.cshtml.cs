using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Profile;

/// <summary>Sets an authenticator up for the account: the secret counts once a code made with it came back. Requirement 08.02.</summary>
[Authorize(Policies.SignedIn)]
[RequiresFreshProof]
[ResponseCache(NoStore = true)]
internal sealed class AuthenticatorPageModel(
    Database db, PersonalData personal, TotpCodes totp, SignIn signIn, SessionStore sessions, IDataProtectionProvider protection, Brand brand) : PageModel
{
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Identity.NewTotp");

    /// <summary>The offered secret travels encrypted in the form, bound to the account: nobody can plant another.</summary>
    [BindProperty]
    public string Offer { get; set; } = "";

    public string Secret { get; private set; } = "";

    public string Picture { get; private set; } = "";

    public void OnGet() => Show(TotpCodes.NewSecret());

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, CancellationToken ct)
    {
        if (Offered() is not { } secret)
        {
            Show(TotpCodes.NewSecret());
            ModelState.AddModelError("", "页面已经失效，请扫描新的二维码后重新输入动态口令。");
            return Page();
        }

        Show(secret);
        if (totp.StepOf(secret, code ?? "") is not { } step)
        {
            ModelState.AddModelError("Code", "动态口令不正确。请确认手机时间准确，再输入当前显示的 6 位数字。");
            return Page();
        }

        var account = await db.Set<Account>().SingleAsync(x => x.Id == User.AccountId(), ct);
        account.UseTotp(personal.Hide(secret), step);
        if (ModelState.AddProblems(await db.SaveAsync(ct)))
        {
            return Page();
        }

        sessions.ForgetAccount(account.Id);
        var issued = await signIn.IssueAsync(HttpContext, new Proof(account.Id, MethodStrength.PasswordAndTotp), ct);
        return ModelState.AddProblems(issued) ? Page() : Redirect(issued.Value);
    }

    /// <summary>The secret that was offered to this account; null when what came back is not what was sent.</summary>
    private string? Offered()
    {
        try
        {
            return _protector.Unprotect(Offer).Split('\n') is [var account, var secret] && account == User.AccountId().ToString() ? secret : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private void Show(string secret)
    {
        Secret = secret;
        Offer = _protector.Protect(User.AccountId() + "\n" + secret);
        ModelState.Remove(nameof(Offer));
        using var code = QRCodeGenerator.GenerateQrCode(TotpCodes.Address(brand.Name, User.Actor()!.Name, secret), QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        Picture = "data:image/png;base64," + Convert.ToBase64String(png.GetGraphic(6));
    }
}
