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
}
