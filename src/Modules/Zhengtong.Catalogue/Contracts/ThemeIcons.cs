namespace Zhengtong.Catalogue.Contracts;

/// <summary>Pictures of the themes, chosen by a word in the name.</summary>
public static class ThemeIcons
{
    private const string Other = "folder";

    private static readonly (string Word, string Icon)[] Known =
    [
        ("出生", "balloon"), ("生育", "balloon"), ("教育", "mortarboard"), ("文体", "mortarboard"), ("就业", "briefcase"), ("人力", "briefcase"), ("招聘", "person-plus"), ("用工", "person-plus"),
        ("生活", "basket"), ("置业", "house-heart"), ("住房", "house-heart"), ("房", "house-door"), ("出行", "bus-front"), ("交通", "bus-front"), ("就医", "hospital"), ("医疗", "hospital"), ("卫生", "hospital"),
        ("救助", "life-preserver"), ("养老", "person-heart"), ("离退休", "person-heart"), ("身后", "flower1"), ("死亡", "flower1"), ("殡葬", "flower1"), ("社会保障", "umbrella"), ("社保", "umbrella"), ("优待", "heart"),
        ("准入", "shop"), ("准营", "shop"), ("设立", "shop"), ("开办", "shop"), ("税", "receipt"), ("缴费", "receipt"), ("财务", "receipt"), ("经营发展", "graph-up"), ("工程", "bricks"), ("建设", "bricks"),
        ("注销", "door-closed"), ("破产", "door-closed"), ("公安", "shield-check"), ("消防", "fire"), ("安全", "shield-exclamation"), ("户籍", "person-vcard"), ("证件", "person-vcard"), ("婚姻", "heart"),
        ("公用事业", "droplet"), ("农", "tree"), ("环保", "recycle"), ("水", "water"), ("司法", "journal-text"), ("公证", "journal-text"), ("法律", "journal-text"), ("商务", "cart"), ("土地", "map"), ("规划", "map"),
        ("执法", "clipboard-check"), ("旅游", "airplane"), ("出入境", "passport"), ("涉外", "globe2"), ("对外", "globe2"),
        ("海关", "globe2"), ("知识产权", "award"), ("科技", "cpu"), ("投资", "cash-stack"), ("融资", "cash-stack"),
        ("质量", "patch-check"), ("检验", "patch-check"), ("资质", "patch-check"), ("职业资格", "award"), ("文物", "bank2"), ("档案", "archive"), ("民族", "people"), ("兵役", "flag"), ("军", "flag"), ("车", "car-front"),
        ("文化", "book"), ("退休", "person-heart"), ("出境", "passport"), ("新闻", "newspaper"), ("邮政", "mailbox"),
        ("气象", "sun"), ("残疾", "person-wheelchair"), ("慈善", "gift"), ("抵押", "safe"), ("招标", "hammer"), ("年审", "calendar-check"), ("立项", "clipboard-plus"),
    ];

    public static string Of(string theme) => Array.Find(Known, k => theme.Contains(k.Word, StringComparison.Ordinal)).Icon ?? Other;
}
