using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>The empty sheet to fill in, and behind it how each of its columns is filled in (填写说明).</summary>
internal static class SheetTemplate
{
    public const string Guide = "填写说明";

    public static Task<IResult> FileAsync(bool national, CancellationToken ct) => ExcelSheet.BookAsync(
        "事项表格模板",
        [
            ("事项", ItemsExport.Heads(national), [national ? [] : ItemsExport.SecondHeads]),
            (Guide, ["列", "国家字段", "怎么填", "可填的值", "示例"],
            [
                ["（每一列）", "", "没有改动的事项可以整行删去，没有改动的行不产生新版本。一格里有几条的，每条一行（Alt+Enter）；一条里的各部分用｜隔开，后面空的部分可以不写，内容里的｜写成 \\｜。", "", ""],
                .. SheetHead.All.Select(h => Row(h.Name, h.National, SheetGuide.OfHead(h.Name))),
                .. ItemsExport.Columns(national).Select(c => Row(c.Name, c.National, SheetGuide.OfColumn(c))),
            ]),
        ],
        ct);

    private static string[] Row(string name, string field, SheetGuide guide) => [name, field, guide.How, string.Join('、', guide.Values), guide.Example];
}
