using System.Text.Json;
using CsCheck;
using Xunit;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>One rule language, two evaluators, one file of cases.</summary>
public sealed class RuleTests
{
    [Fact]
    public void The_server_reads_every_shared_case_as_stated()
    {
        var cases = RuleCases.Read();

        Assert.True(cases.Rules.Count >= 80);
        Assert.All(cases.Rules, c => Assert.True(RuleCases.OnServer(c) == c.Expect, c.Name));
        Assert.All(cases.Visibility, c => Assert.True(c.Hidden.SequenceEqual(RuleCases.OnServer(c)), $"{c.Name}: {string.Join(",", RuleCases.OnServer(c))}"));
    }

    [Fact]
    public async Task The_browser_reads_every_shared_case_as_stated()
    {
        var cases = RuleCases.Read();

        var results = await RuleCases.InBrowserAsync(RuleCases.File, TestContext.Current.CancellationToken);

        Assert.All(cases.Rules.Zip(results.Rules), x => Assert.True(x.First.Expect == x.Second, x.First.Name));
        Assert.All(cases.Visibility.Zip(results.Visibility), x => Assert.True(x.First.Hidden.SequenceEqual(x.Second), $"{x.First.Name}: {string.Join(",", x.Second)}"));
        Assert.Equal(cases.Rules.Count, results.Rules.Count);
        Assert.Equal(cases.Visibility.Count, results.Visibility.Count);
    }

    [Fact]
    public async Task Server_and_browser_agree_on_thousands_of_random_rules()
    {
        var cases = new List<RuleCases.RuleCase>();
        RandomRules.Case.Sample(c => cases.Add(c), iter: 3000, threads: 1);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new RuleCases.Set(cases, []), RuleCases.Json), TestContext.Current.CancellationToken);

        var results = await RuleCases.InBrowserAsync(file, TestContext.Current.CancellationToken);

        Assert.All(cases.Zip(results.Rules), x => Assert.True(RuleCases.OnServer(x.First) == x.Second, $"{x.First.Rule} on {JsonSerializer.Serialize(x.First.Answers)}"));
        Assert.Contains(true, results.Rules);
        Assert.Contains(false, results.Rules);
        File.Delete(file);
    }

    [Fact]
    public void A_rule_survives_the_way_to_json_and_back() =>
        RandomRules.AnyRule.Sample(rule =>
        {
            var json = rule.ToJson();
            return Rule.Parse(json).Value.ToJson() == json;
        });

    [Theory]
    [InlineData("""{"eq":["a"]}""")]
    [InlineData("""{"eq":["a","b"],"ne":["a","b"]}""")]
    [InlineData("""{"eq":["a",null]}""")]
    [InlineData("""{"eq":["a",1e3]}""")]
    [InlineData("""{"eq":["a",1234567890123456]}""")]
    [InlineData("""{"eq":["a",0.0000001]}""")]
    [InlineData("""{"eq":["a",{}]}""")]
    [InlineData("""{"count":["s","has",1]}""")]
    [InlineData("""{"count":["s","gt",1.5]}""")]
    [InlineData("""{"between":["a",1,2]}""")]
    [InlineData("""{"filled":""}""")]
    [InlineData("""{"all":{"filled":"a"}}""")]
    [InlineData("""{"in":["a","b"]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""true""")]
    [InlineData("""{"eq":""")]
    public void What_is_no_rule_is_refused(string json) => Assert.Equal("forms.not-a-rule", Assert.Single(Rule.Parse(json).Problems).Code);

    [Fact]
    public void A_rule_that_is_too_deep_is_refused()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("""{"not":""", depth - 1)) + """{"all":[]}""" + new string('}', depth - 1);

        Assert.True(Rule.Parse(Nested(Rule.MaxDepth)).Ok);
        Assert.False(Rule.Parse(Nested(Rule.MaxDepth + 1)).Ok);
        Assert.False(Rule.Parse(Nested(500)).Ok);
    }
}
