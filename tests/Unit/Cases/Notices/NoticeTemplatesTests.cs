using Xunit;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases.Notices;

[Requirement("03.18")]
public sealed class NoticeTemplatesTests
{
    private static readonly DateTime Day = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string> Keys => [.. NoticeTemplates.Keys];

    [Theory, MemberData(nameof(Keys))]
    public void A_template_parses_and_shows_every_field_it_declares(string key)
    {
        var seed = new NoticeTemplates().Templates.Single(t => t.Key == key);
        Assert.True(TemplateParser.Parse(seed.Body, seed.Fields) is { Ok: true } parsed, key);
        var data = seed.Fields.ToDictionary(f => f.Name, f => (object?)(f.Kind == FieldKind.List
            ? new[] { f.Items!.ToDictionary(i => i.Name, i => (object?)$"值{f.Name}{i.Name}") }
            : $"值{f.Name}"));

        var html = new TemplateRenderer(null!).RenderHtml(DocumentTemplate.First(seed, Act.BySystem("", Day)), data, new Issuing("机关", "文号", Day));

        string[] silent = ["trackUrl", "verifyUrl", "byLapse", "caseNumber", "rightOrganisation", "remedies", "resultName", "resultNumber", "reason"];
        foreach (var field in seed.Fields.Where(f => f.Kind == FieldKind.Text && !silent.Contains(f.Name)))
        {
            Assert.Contains($"值{field.Name}", html, StringComparison.Ordinal);
        }

        foreach (var field in seed.Fields.Where(f => f.Kind == FieldKind.List).SelectMany(f => f.Items!.Select(i => f.Name + i.Name)))
        {
            Assert.Contains($"值{field}", html, StringComparison.Ordinal);
        }

        Assert.Contains("class=\"qr\"", html, StringComparison.Ordinal);
        Assert.Contains("paper-seal", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not-needed")]
    [InlineData("not-competent")]
    [InlineData("denied")]
    public void A_refusal_says_its_reason_and_the_remedies(string key)
    {
        var body = new NoticeTemplates().Templates.Single(t => t.Key == key).Body;

        Assert.Contains("{{reason}}", body, StringComparison.Ordinal);
        Assert.Contains("{{remedies}}", body, StringComparison.Ordinal);
        Assert.Equal(key == "not-competent", body.Contains("{{rightOrganisation}}", StringComparison.Ordinal));
    }
}
