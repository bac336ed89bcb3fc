using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The register of systems in words.</summary>
internal static class SystemWords
{
    public static readonly IReadOnlyList<SelectListItem> Kinds = [new("办事人（个人和单位）", nameof(SystemKind.Public)), new("工作人员", nameof(SystemKind.Staff))];

    public static readonly IReadOnlyList<SelectListItem> Levels =
    [
        new("已注册即可", nameof(AssuranceLevel.Registered)), new("须已实名认证", nameof(AssuranceLevel.RealName)),
        new("须已核验本人", nameof(AssuranceLevel.Checked)), new("须用数字证书认证", nameof(AssuranceLevel.Certified)),
    ];

    public static readonly IReadOnlyList<SelectListItem> Scopes = [.. SsoScopes.Names.Select(s => new SelectListItem(s.Value, s.Key))];

    public static string Of(SystemKind kind) => kind == SystemKind.Staff ? "工作人员" : "办事人";

    public static (string Name, Tone Tone) Of(SystemState state) => state switch
    {
        SystemState.Enabled => ("已启用", Tone.Done),
        SystemState.Suspended => ("已停用", Tone.Warning),
        _ => ("待启用", Tone.Neutral),
    };

    public static string ActOf(string what) => what switch
    {
        "system-proposed" => "提交登记内容",
        "system-agreed" => "确认登记内容",
        "system-withdrawn" => "撤下修改",
        "system-suspended" => "停用",
        "system-resumed" => "恢复启用",
        "system-secret-renewed" => "更换密钥",
        "system-secrets-ended" => "作废旧密钥",
        "system-target-set" => "登记精准跳转",
        "system-target-ended" => "取消精准跳转",
        _ => what,
    };

    /// <summary>The facts as the second administrator reads them, and what differs from what is in force.</summary>
    public static IReadOnlyList<(string Label, string Value, bool Changed)> Lines(SystemFacts facts, SystemFacts? former)
    {
        var before = former is null ? null : Values(former);
        return [.. Values(facts).Select((v, i) => (v.Label, v.Value.Length == 0 ? "无" : v.Value, before is not null && before[i].Value != v.Value))];
    }

    private static List<(string Label, string Value)> Values(SystemFacts f) =>
    [
        ("系统名称", f.Name),
        ("使用对象", Of(f.Kind)),
        ("保管密钥", f.Confidential ? f.Jwks.Length > 0 ? "能，用自己的密钥签名" : "能，用平台发的密钥" : "不能（手机应用、网页应用）"),
        ("登录返回地址", string.Join("\n", f.RedirectUris)),
        ("退出返回地址", string.Join("\n", f.SignOutUris)),
        ("退出通知地址", f.BackChannelUri),
        ("登录发起地址", f.InitiateUri),
        ("取得的信息", string.Join('、', f.Scopes.Select(s => SsoScopes.Names.GetValueOrDefault(s, s)))),
        ("用途", f.Purpose),
        ("保存多久", f.KeptFor),
        ("实名等级", Levels[(int)f.Level - 1].Text),
        ("系统组", f.Sector),
        ("人员标识", f.SeesPersonId ? "平台统一的人员标识" : "该系统专用的标识"),
        ("公钥", f.Jwks.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{f.Jwks.Length} 个字符，摘要 {Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(f.Jwks)))[..16]}")),
        ("签名算法", f.OldSignature ? "RS256（旧）" : "ES256"),
        ("健康检查地址", f.HealthUri),
        ("联系人", f.Contact),
    ];
}
