using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Manage;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>One item of a national list (01.10, 01.24), as the list words it.</summary>
/// <param name="Code">The official catalogue code where the list has one; else empty, and a provisional one is composed.</param>
/// <param name="Body">实施机关; empty: the list does not say.</param>
/// <param name="Levels">行使层级; none: the list does not say.</param>
/// <param name="CancelOn">计划取消日期 that the list itself has.</param>
/// <param name="Type">事项类型, its code: the list of licences has no column for it.</param>
internal sealed record NationalRow(
    int Row, string Code, string Name, string Department, string Body, IReadOnlyList<string> Basis, bool BasisChecked, IReadOnlyList<int>? Levels = null, DateOnly? CancelOn = null,
    string Type = NationalRow.Licence)
{
    public const string Licence = "01";
    public const string Provisional = "基本编码为自编暂用码：官方序号未取得，按“00+类型+部门+主项+子项”的结构依清单顺序编排，取得正式编码后更正。";

    /// <summary>What makes two rows the same item while no official code is known.</summary>
    public string Key => KeyOf(Type, Department, Name);

    public static string KeyOf(string type, string department, string name) => $"{type}|{department}|{ItemName.Normalise(name)}";

    /// <summary>The entry's elements, over what it said before: what the list does not say stays.</summary>
    public ItemContent Content(ItemContent? before) => (before ?? new ItemContent { TypeCode = Type, TypeName = ItemTypeNames.Of(Type) }) with
    {
        TypeCode = Type,
        TypeName = ItemTypeNames.Of(Type),
        LegalBasis = Basis.Count > 0 ? Basis : before?.LegalBasis ?? [],
        UseLevels = Levels is { Count: > 0 } ? Levels : before?.UseLevels ?? [],
        SupervisedBy = Department,
        AuthorityScope = Body.Length == 0 ? before?.AuthorityScope ?? "" : "实施机关：" + Body,
        SourceNote = (Type == Licence ? "取自国家行政许可事项清单。" : "取自国家政务服务事项基本目录。") + (Code.Length == 0 ? Provisional : "") + (BasisChecked ? "" : "设定依据的条款尚未核对。"),
    };
}
