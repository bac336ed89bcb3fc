using System.ComponentModel.DataAnnotations;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving;

/// <summary>What a clerk copies from the document of the person before him (08.13); part of every act at the counter. Its fields, and what is wrong with them, come before those of the act.</summary>
internal abstract class SeenDocument
{
    [Required(ErrorMessage = "请选择证件类型。"), StringLength(10), Display(Order = 1)]
    public string IdKind { get; set; } = DocumentKinds.ResidentCard;

    [Required(ErrorMessage = "请输入证件号码。"), StringLength(40, ErrorMessage = "证件号码最长 40 个字符。"), Display(Order = 2)]
    public string IdNumber { get; set; } = "";

    [Required(ErrorMessage = "请输入姓名。"), StringLength(100, ErrorMessage = "姓名最长 50 个字。"), Display(Order = 3)]
    public string Name { get; set; } = "";

    /// <summary>Person and document were compared.</summary>
    public bool Seen { get; set; }

    /// <summary>The kind of document, once it was compared with the person.</summary>
    public Outcome<DocumentKind> Compared() => !Seen ? Problem.Invalid("identity.counter-not-seen", "请当面核对本人和证件原件，核对一致后勾选。", nameof(Seen))
        : DocumentKinds.Find(IdKind) is { } kind ? kind
        : Problem.Invalid("identity.document-kind", "请选择证件类型。", nameof(IdKind));
}
