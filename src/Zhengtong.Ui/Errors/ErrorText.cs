namespace Zhengtong.Ui.Errors;

/// <summary>The words of the error page for a status.</summary>
/// <param name="Search">Offers a search for what was looked for.</param>
/// <param name="SignIn">Another identity may be allowed.</param>
internal sealed record ErrorText(string Title, string Text, string Icon, bool Search = false, bool SignIn = false)
{
    public static ErrorText For(int code) => code switch
    {
        404 => new("没有找到这个页面", "网址可能输错了，或者这个页面已经搬走。您可以直接搜索要办的事。", "signpost-split", Search: true),
        401 => new("请先登录", "这个页面需要登录后查看。", "person-circle", SignIn: true),
        403 => new("您现在的身份不能查看这个页面", "它可能属于另一个人或另一家企业。请切换到正确的身份，或换一个账号登录。", "shield-lock", SignIn: true),
        400 => new("这次提交没有成功", "页面可能打开太久已经过期。请返回上一页刷新后再提交，已保存的内容不会丢失。", "arrow-counterclockwise"),
        409 => new("内容已经被更新", "在您填写期间，别处已经修改了同一份内容。请返回上一页刷新，核对后再提交。", "arrow-repeat"),
        413 => new("文件太大", "请压缩后再上传，或分成几个文件上传。", "file-earmark-arrow-up"),
        429 => new("操作太频繁", "请过一会儿再试。已保存的内容不会丢失。", "hourglass-split"),
        503 => new("系统正在恢复", "数据服务暂时连接不上，我们已经在处理。请过几分钟再试；已提交的申请不受影响。", "tools"),
        >= 500 => new("系统出了点问题", "这不是您的操作造成的，我们已经记录。请稍后再试；已保存的内容不会丢失。", "exclamation-triangle"),
        _ => new("无法完成这次操作", "请返回上一页重试，或从首页重新开始。", "exclamation-circle"),
    };
}
