using System.ComponentModel.DataAnnotations;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Recovering;

/// <summary>Who somebody says he is, and the phone he has in hand: the registered one, or another because that is lost.</summary>
internal sealed class RecoveryForm
{
    [Required(ErrorMessage = "请输入姓名。"), StringLength(100, ErrorMessage = "姓名最长 50 个字。")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "请选择证件类型。")]
    public string IdKind { get; set; } = DocumentKinds.ResidentCard;

    [Required(ErrorMessage = "请输入证件号码。"), StringLength(40, ErrorMessage = "证件号码最长 40 个字符。")]
    public string IdNumber { get; set; } = "";

    [Required(ErrorMessage = "请输入手机号。")]
    public string Phone { get; set; } = "";

    /// <summary>Authenticator, passkeys and certificates are lost as well; asked where another phone is.</summary>
    public bool KeysToo { get; set; }

    /// <summary>Says nothing of who is registered.</summary>
    /// <param name="site">Scheme and host under which the person sees us.</param>
    public Outcome<PendingStep> Step(StepKind kind, string site, DateOnly today)
    {
        if (DocumentKinds.Find(IdKind) is not { } document)
        {
            return Problem.Invalid("identity.document-kind", "请选择证件类型。", nameof(IdKind));
        }

        var name = PersonName.Parse(Name, nameof(Name));
        var number = document.Number(IdNumber, today, nameof(IdNumber));
        var phone = MobileNumber.Parse(Phone, nameof(Phone));
        List<Problem> problems = [.. name.Problems, .. number.Problems, .. phone.Problems];
        return problems.Count > 0 ? Outcome<PendingStep>.Because(problems)
            : new PendingStep { Kind = kind, Phone = phone.Value.Text, Recovery = new PendingRecovery(name.Value, document.Code, number.Value, site, kind == StepKind.LostPhone && KeysToo) };
    }
}
