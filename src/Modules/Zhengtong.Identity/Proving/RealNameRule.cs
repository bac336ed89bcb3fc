using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Proving;

/// <summary>
/// What an answer of the real-name system means: only "the same" proves anything, and whatever else it says there is a way on at the counter, where a person looks at the document. Pure.
/// </summary>
internal static class RealNameRule
{
    /// <summary>So many answers a person gets in a day: nobody tries out names.</summary>
    public const int AnswersADay = 5;
    public const int FacesADay = 5;

    public static readonly Problem PersonDiffers = Problem.Invalid(
        "identity.real-name-differs", "姓名与证件号码不一致，没有通过核验。请对照证件逐字核对；确认无误的，请持证件原件到政务服务大厅窗口核验。", "Name");

    public static readonly Problem PersonUnknown = Problem.Invalid(
        "identity.real-name-unknown", "没有查到这个证件号码，没有通过核验。请核对证件类型和号码；确认无误的，请持证件原件到政务服务大厅窗口核验。", "IdNumber");

    public static readonly Problem PersonEnded = Problem.Conflict(
        "identity.real-name-ended", "这个证件的登记已经注销，不能在网上核验。登记有误的，请先向证件的签发机关更正，再持证件原件到政务服务大厅窗口核验。");

    public static readonly Problem CompanyDiffers = Problem.Invalid(
        "identity.company-differs", "填写的信息与登记机关的登记信息不一致。请对照营业执照逐项核对；法定代表人刚刚变更的，请持营业执照到政务服务大厅窗口办理。", "Name");

    public static readonly Problem CompanyUnknown = Problem.Invalid(
        "identity.company-not-found", "登记机关没有查到这个统一社会信用代码。请核对代码；确认无误的，请持营业执照到政务服务大厅窗口办理。", "CreditCode");

    public static readonly Problem CompanyEnded = Problem.Conflict("identity.company-dissolved", "登记机关显示该单位已经注销，不能登记。登记有误的，请先向登记机关更正。");

    public static readonly Problem FaceDiffers = Problem.Invalid(
        "identity.face-differs", "人脸核验没有通过。请在光线充足处正对镜头再试一次；不方便刷脸的，请持证件原件到政务服务大厅窗口核验。");

    public static readonly Problem FacePending = Problem.Conflict("identity.face-pending", "还没有完成人脸核验。请打开核验页面按提示完成，再回到这里。");

    public static readonly Problem TooOften = Problem.Conflict("identity.real-name-often", "今天的核验次数已经用完。请核对证件后明天再试，或持证件原件到政务服务大厅窗口核验。");

    /// <returns>Why it proves nothing; null when it does.</returns>
    public static Problem? OfPerson(RealNameResult result) => result switch
    {
        RealNameResult.Same => null,
        RealNameResult.Differs => PersonDiffers,
        RealNameResult.Ended => PersonEnded,
        _ => PersonUnknown,
    };

    /// <inheritdoc cref="OfPerson"/>
    public static Problem? OfCompany(RealNameResult result) => result switch
    {
        RealNameResult.Same => null,
        RealNameResult.Differs => CompanyDiffers,
        RealNameResult.Ended => CompanyEnded,
        _ => CompanyUnknown,
    };

    /// <inheritdoc cref="OfPerson"/>
    public static Problem? OfFace(RealNameResult result) => result switch
    {
        RealNameResult.Same => null,
        RealNameResult.Pending => FacePending,
        _ => FaceDiffers,
    };
}
