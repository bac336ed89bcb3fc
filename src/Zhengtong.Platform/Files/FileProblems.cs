using System.Globalization;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

internal static class FileProblems
{
    private const string Field = "File";

    public static readonly Problem Empty = Problem.Invalid("files.empty", "这个文件是空的，请重新选择要上传的文件。", Field);
    public static readonly Problem Mismatch = Problem.Invalid("files.type-mismatch", "文件内容与扩展名不一致，请用原来的格式重新保存后上传。", Field);
    public static readonly Problem Mixed = Problem.Invalid("files.mixed-content", "文件里夹带了其他内容，请重新扫描或另存为一个新文件后上传。", Field);
    public static readonly Problem Broken = Problem.Invalid("files.broken", "文件已损坏，无法打开。请检查原文件，重新保存后上传。", Field);
    public static readonly Problem TooManyPixels = Problem.Invalid("files.too-many-pixels", "图片尺寸过大，请缩小后上传。", Field);
    public static readonly Problem ExpandsTooMuch = Problem.Invalid("files.expands-too-much", "文件解压后过大，无法接收。请减少其中的图片或拆成几个文件上传。", Field);
    public static readonly Problem Macro = Problem.Invalid("files.macro", "文件含有宏。请另存为不含宏的文档后上传。", Field);
    public static readonly Problem Infected = Problem.Invalid("files.infected", "文件中发现病毒，没有保存。请在电脑上查杀病毒后，换一个干净的文件上传。", Field);
    public static readonly Problem StoreFull = new("files.store-full", "系统存储空间不足，文件没有保存。请稍后重试，或联系窗口工作人员。", Field, ProblemKind.Conflict);
    public static readonly Problem StoreAway = new("files.store-unavailable", "文件服务暂时无法使用，文件没有保存。请稍后重试。", Field, ProblemKind.Conflict);
    public static readonly Problem Missing = Problem.NotFound("files.missing", "文件内容不存在，请联系工作人员核查。");
    public static readonly Problem Quarantined = Problem.Forbidden("files.quarantined", "文件中发现病毒，已停止下载。请联系提交人重新上传。");
    public static readonly Problem NotYetScanned = Problem.Conflict("files.scan-pending", "文件正在进行安全检查，请几分钟后再试。");

    public static Problem TooLarge(long maxBytes) => Problem.Invalid("files.too-large", $"文件超过 {Megabytes(maxBytes)} MB，请压缩或拆分后上传。", Field);

    public static Problem TypeNotAllowed(UploadRules rules) =>
        Problem.Invalid("files.type-not-allowed", $"不能上传这种文件，请上传 {string.Join("、", rules.Kinds.Select(k => k.Extensions[0]))} 格式的文件。", Field);

    /// <summary>ENOSPC (28), EDQUOT (122), EFBIG (27): the disk has no room, whatever the code says it is.</summary>
    public static bool IsNoRoom(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 27;

    private static string Megabytes(long bytes) => (bytes / 1048576d).ToString("0.#", CultureInfo.InvariantCulture);
}
