using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>What the dictionary's pages call things.</summary>
internal static class DictionaryWords
{
    public static readonly IReadOnlyDictionary<FieldType, string> Types = new Dictionary<FieldType, string>
    {
        [FieldType.Text] = "单行文字",
        [FieldType.Multiline] = "多行文字",
        [FieldType.Number] = "数字",
        [FieldType.Money] = "金额（元）",
        [FieldType.Date] = "日期",
        [FieldType.YearMonth] = "年月",
        [FieldType.Radio] = "单选",
        [FieldType.Checkbox] = "多选",
        [FieldType.Select] = "下拉选择",
        [FieldType.YesNo] = "是或否",
        [FieldType.Phone] = "电话号码",
        [FieldType.Email] = "电子邮箱",
        [FieldType.CitizenId] = "公民身份号码",
        [FieldType.CreditCode] = "统一社会信用代码",
        [FieldType.Region] = "行政区划",
        [FieldType.Address] = "地址",
        [FieldType.FileNote] = "附件提示",
        [FieldType.Statement] = "阅读文字",
    };

    public static IEnumerable<SelectListItem> TypeOptions => Types.Select(t => new SelectListItem(t.Value, t.Key.ToString()));

    public static IEnumerable<SelectListItem> KindOptions => Enum.GetValues<RelationKind>().Select(k => new SelectListItem(Name(k), k.ToString()));

    public static IEnumerable<SelectListItem> PrefillOptions => PrefillSources.All.Select(s => new SelectListItem($"{s.Value}（{s.Key}）", s.Key));

    public static string Name(RelationKind kind) => kind switch
    {
        RelationKind.Required => "必填",
        RelationKind.Visible => "才显示",
        _ => "不显示",
    };

    /// <summary>The constraints of an element in one line.</summary>
    public static string Limits(DataElement element) => string.Join("，", new[]
    {
        element.MaxLength is { } length ? $"不超过 {length} 字" : "",
        element.Min is { } min ? $"最小 {min}" : "",
        element.Max is { } max ? $"最大 {max}" : "",
        element.Pattern is null ? "" : element.PatternHint ?? "有格式要求",
        element.CodeTable is { } table ? $"代码表 {table}" : element.Options is { Count: > 0 } options ? $"{options.Count} 个选项" : "",
    }.Where(t => t.Length > 0));
}
