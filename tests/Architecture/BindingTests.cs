using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

public sealed class BindingTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>A form fills in what was made for it and nothing else: bound to a row of the store, it could fill in every column of it.</summary>
    [Fact, Requirement("18.07")]
    public async Task No_form_is_bound_to_a_row_of_the_store()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var rows = await host.InDatabaseAsync(db => Task.FromResult(db.Model.GetEntityTypes().Select(e => e.ClrType).ToHashSet()));
        var pages = ProductAssemblies.Modules.SelectMany(m => m.GetTypes()).Where(t => t.IsAssignableTo(typeof(PageModel)) && !t.IsAbstract).ToList();

        var bound = pages
            .SelectMany(p => Bound(p).Where(t => Within(t).Any(rows.Contains)).Select(t => $"{p.Name} binds {t.Name}"))
            .ToList();

        Assert.True(pages.Count > 100, "The product has far more pages than that.");
        Assert.Empty(bound);
    }

    private static IEnumerable<Type> Bound(Type page) =>
        page.GetProperties(Own).Where(p => p.GetCustomAttribute<BindPropertyAttribute>() is not null).Select(p => p.PropertyType)
            .Concat(page.GetMethods(Own).Where(m => m.Name.StartsWith("On", StringComparison.Ordinal)).SelectMany(m => m.GetParameters()).Select(a => a.ParameterType));

    /// <summary>The type and what it holds many of.</summary>
    private static IEnumerable<Type> Within(Type type) => new[] { type, type.GetElementType() }.OfType<Type>().Concat(type.GetGenericArguments());
}
