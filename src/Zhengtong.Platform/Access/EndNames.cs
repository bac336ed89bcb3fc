namespace Zhengtong.Platform.Access;

/// <summary>What people call an end (端).</summary>
public static class EndNames
{
    public static string Name(this End end) => end switch
    {
        End.Window => "窗口",
        End.Kiosk => "自助机",
        End.Phone => "网上（手机）",
        End.Pc => "网上（电脑）",
        End.Hotline => "热线",
        _ => "系统",
    };
}
