using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using System.Text.RegularExpressions;
using Xunit;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Messaging;

public sealed partial class OneTimeCodesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory, EachDatabase]
    public async Task A_code_arrives_works_once_and_is_nowhere_to_be_read_afterwards(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        var codes = Codes(post);
        Assert.True((await codes.IssueAsync("sign-in", Post.Phone, Ct)).Ok);
        var code = await ArrivedAsync(post);

        Assert.Equal("platform.code-none", Code(await codes.VerifyAsync("bind-phone", Post.Phone, code, Ct)));
        Assert.True((await codes.VerifyAsync("sign-in", Post.Phone, code, Ct)).Ok);
        Assert.Equal("platform.code-none", Code(await codes.VerifyAsync("sign-in", Post.Phone, code, Ct)));
        Assert.Equal("", (await post.Host.OnlyDispatchAsync()).Body);
        var kept = await post.Host.InDatabaseAsync(db => db.Set<OneTimeCode>().SingleAsync());
        Assert.DoesNotContain(code, kept.CodeHash, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task After_five_wrong_tries_the_right_code_is_refused_too(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);
        var codes = Codes(post);
        await codes.IssueAsync("sign-in", Post.Phone, Ct);
        var code = await ArrivedAsync(post);
        var wrong = code == "000000" ? "000001" : "000000";

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("platform.code-wrong", Code(await codes.VerifyAsync("sign-in", Post.Phone, wrong, Ct)));
        }

        Assert.Equal("platform.code-spent", Code(await codes.VerifyAsync("sign-in", Post.Phone, code, Ct)));
    }

    [Fact]
    public async Task A_code_ends_after_five_minutes_and_is_not_sent_any_more()
    {
        await using var post = await Post.OpenAsync(Engine.Sqlite);
        var codes = Codes(post);
        await codes.IssueAsync("sign-in", Post.Phone, Ct);
        post.Host.Clock.Advance(TimeSpan.FromMinutes(5));

        await post.Host.RoundAsync();

        Assert.Equal(0, post.Sms.Arrivals);
        Assert.Equal((DispatchState.Failed, ""), ((await post.Host.OnlyDispatchAsync()).State, (await post.Host.OnlyDispatchAsync()).Body));
        Assert.Equal("platform.code-expired", Code(await codes.VerifyAsync("sign-in", Post.Phone, "123456", Ct)));
    }

    [Theory, EachDatabase]
    public async Task Of_many_requests_at_once_one_sends_a_code(Engine engine)
    {
        await using var post = await Post.OpenAsync(engine);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Codes(post).IssueAsync("sign-in", Post.Phone, Ct), Ct)));

        Assert.Single(answers, a => a.Ok);
        Assert.All(answers.Where(a => !a.Ok), a => Assert.Equal("platform.code-too-soon", Code(a)));
    }

    [Fact]
    public async Task Without_the_channel_nobody_is_left_waiting()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);

        var answer = await host.Services.GetRequiredService<OneTimeCodes>().IssueAsync("sign-in", Post.Phone, Ct);

        Assert.Equal("platform.code-no-channel", Code(answer));
    }

    private static OneTimeCodes Codes(Post post) => post.Host.Services.GetRequiredService<OneTimeCodes>();

    private static string Code(Outcome outcome) => Assert.Single(outcome.Problems).Code;

    private static async Task<string> ArrivedAsync(Post post)
    {
        await post.Host.RoundAsync();
        return SixDigits().Match(Assert.Single(post.Sms.Messages).Text).Value;
    }

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex SixDigits();
}
