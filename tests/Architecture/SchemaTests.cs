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

    /// <summary>A second index over the same columns silently takes the place of the first, unless both were named where they are made.</summary>
    [Theory, EachDatabase]
    public async Task Every_index_that_the_mappings_name_is_there(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var made = await host.InScopeAsync(s => Task.FromResult(
            s.GetRequiredService<Database>().Model.GetEntityTypes().SelectMany(e => e.GetIndexes()).Select(i => i.GetDatabaseName()!).ToHashSet(StringComparer.Ordinal)));
        var named = Directory.GetFiles(Path.Combine(ProductFolder.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "Mapping" || Path.GetFileName(f).EndsWith("Model.cs", StringComparison.Ordinal) || Path.GetFileName(f).EndsWith("Map.cs", StringComparison.Ordinal))
            .SelectMany(f => IndexName().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToList();

        Assert.True(named.Count > 50, $"{named.Count} names");
        Assert.Equal([], named.Except(made).ToList());
        Assert.Equal(named.Distinct(), named);
    }

    [GeneratedRegex("\"([iu]x_[a-z_]+)\"")]
    private static partial Regex IndexName();
}
