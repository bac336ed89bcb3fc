using System.Reflection;
using Zhengtong.Platform.Modules;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

/// <summary>The product's assemblies and files, found by looking and never listed.</summary>
internal static class ProductAssemblies
{
    public static IReadOnlyList<Assembly> Modules { get; } = [.. Directory.GetFiles(AppContext.BaseDirectory, "Zhengtong.*.dll")
        .Select(Path.GetFileNameWithoutExtension)
        .Where(n => Directory.Exists(Path.Combine(ProductFolder.Root, "src", "Modules", n!)))
        .Select(n => Assembly.Load(n!))];

    public static TheoryData<string> ModuleNames { get; } = new(Modules.Select(m => m.GetName().Name!));

    public static Assembly Module(string name) => Modules.Single(m => m.GetName().Name == name);

    public static IModule Door(Assembly module) => (IModule)Activator.CreateInstance(module.GetExportedTypes().Single(t => t.IsAssignableTo(typeof(IModule))))!;

    /// <summary>Files of the product's own code, without what the build and the migration tool make.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] endings) => Directory
        .EnumerateFiles(Path.Combine(ProductFolder.Root, folder), "*", SearchOption.AllDirectories)
        .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
        .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Zhengtong.Migrations/", StringComparison.Ordinal));
}
