namespace Zhengtong.Catalogue.Contracts;

/// <summary>The eight kinds of matters that admit no commitment (05.07; 000 §四(六), 003 §四(六)), by key.</summary>
public static class ItemRisks
{
    public static readonly IReadOnlyDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "直接涉及国家安全",
        [2] = "国家秘密",
        [3] = "公共安全",
        [4] = "金融业审慎监管",
        [5] = "生态环境保护",
        [6] = "直接关系人身健康",
        [7] = "生命财产安全",
        [8] = "重要涉外",
    };

    public static string Name(int key) => Names.GetValueOrDefault(key, "未定");
}
