using System.Net;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

public sealed class StartTests
{
    [Theory, EachDatabase]
    public async Task The_process_starts_on_a_fresh_database_and_answers(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);

        var answer = await host.Browser().GetAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>What a timer, a static list or a cache of the process holds of it would hold all of it. The last of them may still lie in what a thread used last.</summary>
    [Theory, EachDatabase]
    public async Task Nothing_holds_a_process_that_has_ended(Engine engine)
    {
        List<WeakReference> ended = [];
        for (var i = 0; i < 3; i++)
        {
            ended.Add(await StartAnswerAndEndAsync(engine));
        }

        for (var attempt = 0; attempt < 10 && ended.Count(e => e.IsAlive) > 1; attempt++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(ended.Count(e => e.IsAlive) <= 1, $"{ended.Count(e => e.IsAlive)} of {ended.Count} are still in memory.");
    }

    private static async Task<WeakReference> StartAnswerAndEndAsync(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var clerk = await host.BrowserAsync("clerk1");
        using var answer = await clerk.GetAsync(new Uri("/desk", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new WeakReference(host.Services);
    }
}
