using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

public sealed class SchemaTests
{
    [Theory, EachDatabase]
    public async Task The_migrations_make_the_model_that_the_code_has(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);

        Assert.False(await host.InScopeAsync(s => Task.FromResult(s.GetRequiredService<Database>().Database.HasPendingModelChanges())), "Run ./dev schema NAME.");
    }
}
