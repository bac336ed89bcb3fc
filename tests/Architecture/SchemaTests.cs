using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

public sealed partial class SchemaTests
{
    [Theory, EachDatabase]
    public async Task The_migrations_make_the_model_that_the_code_has(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);

        Assert.False(await host.InScopeAsync(s => Task.FromResult(s.GetRequiredService<Database>().Database.HasPendingModelChanges())), "Run ./dev schema NAME.");
    }

    /// <summary>A second index over the same columns, were it not named where it is made, silently takes the place of the first: a filter of the store is lost, or a rule that something is there once.</summary>
    [Fact]
    public void No_index_takes_the_place_of_another()
    {
        var made = Directory.GetFiles(Path.Combine(ProductFolder.Root, "src"), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("Zhengtong.Migrations", StringComparison.Ordinal))
            .SelectMany(f => File.ReadAllText(f).Split("model.Entity<").Skip(1))
            .SelectMany(entity => UnnamedIndex().Matches(entity).Select(m => entity[..entity.IndexOf('>', StringComparison.Ordinal)] + ": " + m.Groups["columns"].Value)).ToList();

        Assert.True(made.Count > 150, $"{made.Count} indexes");
        Assert.Equal([], made.GroupBy(m => m).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [GeneratedRegex(@"\.HasIndex\(x => (?<columns>new \{[^}]*\}|x\.\w+)\)")]
    private static partial Regex UnnamedIndex();
}
