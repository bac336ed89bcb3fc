using System.Security.Claims;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// Whoever hands in an application himself, for himself or for a company, is known by name (实名, 08.08). He fills in before: what he typed waits in the draft. At a window the clerk sees the document.
/// </summary>
internal static class RealNameFirst
{
    public static readonly Problem Missing = Problem.Forbidden("cases.real-name-first", "提交申请前需要完成实名认证。请先在“实名认证”中核验，再回到这份申请提交，已填写的内容不会丢失。");

    public static bool Lacks(ClaimsPrincipal user) => user.Actor()?.Kind == ActorKind.Applicant && user.Level() < AssuranceLevel.RealName;

    /// <param name="back">The page to come back to.</param>
    public static string Address(string back) => "/account/real-name?returnUrl=" + Uri.EscapeDataString(back);
}
