using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Certificates;

/// <summary>
/// What a company's certificate shows, and who acts under it. 电子签名法第十三条: a signature is reliable when the data that make it are its signer's own and nobody else has them in hand while he signs;
/// 第三十四条第一项: its signer is the one who holds them, in his own name or in that of whom he represents; 国务院令第716号第八条: in government service it is then as good as a hand or a seal. So the
/// certificate opens the level 数字证书 for the company alone. It has no hands: who acts is the person who holds it, and where he is not known by name himself (已实名) nobody is its signer and it shows
/// nothing. It neither raises his own level nor is bound by it. Pure.
/// </summary>
internal static class CompanyCertificateRule
{
    /// <param name="actor">What is shown of the person who acts: the lower of what is known of him and what his session carries.</param>
    /// <param name="known">What is known of the company; null: nothing.</param>
    /// <param name="shown">What was shown of it here; null: only that he is its agent.</param>
    /// <returns>The level at which the company is shown; null: its certificate shows nothing.</returns>
    public static AssuranceLevel? LevelOf(AssuranceLevel actor, AssuranceLevel? known, AssuranceLevel? shown) =>
        actor < AssuranceLevel.RealName || known is not { } most || shown is not { } carried ? null
        : most < carried ? most : carried;
}
