using Xunit;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class TemplateParserTests
{
    private static readonly TemplateField[] Fields =
    [
        new("applicant", "申请人"), new("reason", "理由", Optional: true),
        new("materials", "材料", FieldKind.List, Items: [new("name", "名称")]),
    ];

    [Theory]
    [InlineData("好\n{{applicnt}}", "documents.template-unknown-field", "第 2 行")]
    [InlineData("{{name}}", "documents.template-unknown-field", "applicant")]
    [InlineData("{{#each materials}}\n{{name}}", "documents.template-unbalanced", "第 1 行")]
    [InlineData("甲\n{{/if}}", "documents.template-unbalanced", "第 2 行")]
    [InlineData("{{#if reason}}\n{{#each materials}}\n{{/if}}\n{{/each}}", "documents.template-unbalanced", "第 3 行")]
    [InlineData("{{#each applicant}}\n{{/each}}", "documents.template-not-a-list", "applicant")]
    [InlineData("{{#if nothing}}\n{{/if}}", "documents.template-unknown-field", "nothing")]
    [InlineData("{{materials}}", "documents.template-unknown-field", "materials")]
    [InlineData("甲 {{applicant 乙", "documents.template-braces", "第 1 行")]
    [InlineData("| 姓名 | {{applicant}}", "documents.template-row", "第 1 行")]
    [InlineData("#标题", "documents.template-heading", "第 1 行")]
    [InlineData("[[stamp:甲]]", "documents.template-special", "第 1 行")]
    [InlineData("[[seal:甲]]", "documents.template-special", "第 1 行")]
    public void A_fault_names_its_kind_and_line(string body, string code, string said)
    {
        var parsed = TemplateParser.Parse(body, Fields);

        Assert.Contains(parsed.Problems, p => p.Code == code && p.Message.Contains(said, StringComparison.Ordinal) && p.Field == "Body");
    }

    [Fact]
    public void Every_fault_is_told_at_once() => Assert.Equal(2, TemplateParser.Parse("{{a}}\n{{b}}", Fields).Problems.Count);

    [Fact]
    public void A_list_gives_its_own_fields_and_the_outer_ones() =>
        Assert.True(TemplateParser.Parse("{{#each materials}}\n{{index}} {{name}} {{applicant}}\n{{/each}}", Fields).Ok);
}
