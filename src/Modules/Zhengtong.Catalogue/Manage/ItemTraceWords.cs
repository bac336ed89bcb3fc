namespace Zhengtong.Catalogue.Manage;

/// <summary>What the acts on an item and on its changes are called on screens.</summary>
internal static class ItemTraceWords
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["published"] = "发布新版本",
        ["became"] = "改变状态",
        ["change-drafted"] = "起草",
        ["change-written"] = "修改",
        ["change-moved"] = "合并到最新版本",
        ["change-submitted"] = "提交",
        ["change-checked"] = "审核通过",
        ["change-returned"] = "退回",
        ["change-approved"] = "批准并发布",
        ["change-withdrawn"] = "撤回",
    };

    public static string Of(string what) => Words.GetValueOrDefault(what, what);
}
