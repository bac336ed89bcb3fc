namespace Zhengtong.Identity.StaffAdmin;

/// <summary>The acts on staff and organisations in words.</summary>
internal static class ChangeNames
{
    public static string Of(string what) => what switch
    {
        "employed" => "新增人员",
        "staff-changed" => "更改基本信息",
        "post-given" => "新增岗位",
        "post-ended" => "结束岗位",
        "password-reset" => "重置密码",
        "account-locked" => "停用账号",
        "account-unlocked" => "恢复账号",
        "second-factor-reset" => "重置动态口令、通行密钥和数字证书",
        "sessions-ended" => "退出全部登录",
        "departed" => "离职",
        "moved-on" => "调岗",
        "handed-over" => "移交工作",
        "role-added" => "新增角色",
        "role-changed" => "更改角色",
        "role-published" => "公布角色",
        "role-ended" => "停用角色",
        "dangerous-asked" => "提出复核申请",
        "dangerous-approved" => "批准并执行",
        "dangerous-refused" => "退回",
        "staff-exported" => "导出人员名册",
        "passkey-added" => "登记通行密钥",
        "passkey-removed" => "移除通行密钥",
        "certificate-bound" => "登记数字证书",
        "certificate-removed" => "移除数字证书",
        "organisation-added" => "新增单位",
        "organisation-changed" => "更改单位信息",
        _ => what,
    };
}
