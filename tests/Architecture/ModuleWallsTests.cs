using System.Reflection;
using Zhengtong.Platform.Modules;
using Zhengtong.TestKit;
using Zhengtong.Web;

namespace Zhengtong.Tests.Architecture;

public sealed class ModuleWallsTests
{
    public static TheoryData<string> ModuleNames => ProductAssemblies.ModuleNames;

    [Theory, MemberData(nameof(ModuleNames))]
    public void A_module_shows_only_its_door_and_its_contracts(string module)
    {
        var leaked = ProductAssemblies.Module(module).GetExportedTypes()
            .Where(t => !t.IsAssignableTo(typeof(IModule)))
            .Where(t => !t.Namespace!.EndsWith(".Contracts", StringComparison.Ordinal))
            .Where(t => !t.Namespace!.StartsWith("AspNetCoreGeneratedDocument", StringComparison.Ordinal))
            .Select(t => t.FullName);

        Assert.Empty(leaked);
    }

    [Fact]
    public void Modules_refer_only_to_modules_before_them()
    {
        var order = ModuleRegister.All.Modules.Select(m => m.GetType().Assembly.GetName().Name).ToList();

        var upward = from module in ProductAssemblies.Modules
                     from reference in module.GetReferencedAssemblies()
                     where order.Contains(reference.Name) && order.IndexOf(reference.Name) >= order.IndexOf(module.GetName().Name)
                     select $"{module.GetName().Name} -> {reference.Name}";

        Assert.Empty(upward);
    }

    [Fact]
    public void Every_module_folder_is_registered_and_in_the_solution()
    {
        var folders = Directory.GetDirectories(Path.Combine(ProductFolder.Root, "src", "Modules")).Select(Path.GetFileName).Order().ToList();
        var solution = File.ReadAllText(Path.Combine(ProductFolder.Root, "Zhengtong.slnx"));

        Assert.Equal(folders, ModuleRegister.All.Modules.Select(m => m.GetType().Assembly.GetName().Name).Order());
        Assert.All(folders, f => Assert.Contains($"{f}/{f}.csproj", solution, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(ModuleNames))]
    public void Classes_of_a_module_are_sealed_unless_something_inherits_them(string module)
    {
        var types = ProductAssemblies.Module(module).GetTypes();
        var inherited = types.Select(t => t.BaseType).Where(t => t is not null).Select(t => t!.IsGenericType ? t.GetGenericTypeDefinition() : t).ToHashSet();

        var open = types
            .Where(t => t is { IsClass: true, IsAbstract: false, IsSealed: false } && !inherited.Contains(t))
            .Where(t => t.Namespace?.StartsWith("Zhengtong", StringComparison.Ordinal) == true && t.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null)
            .Select(t => t.FullName);

        Assert.Empty(open);
    }

    [Theory, MemberData(nameof(ModuleNames))]
    public void A_module_names_no_table_of_another(string module)
    {
        var prefixes = ProductAssemblies.Modules.Where(m => m.GetName().Name != module).Select(m => $"\"{ProductAssemblies.Door(m).Name}_").ToList();

        var trespassing = from file in ProductAssemblies.Sources($"src/Modules/{module}", ".cs")
                          let text = File.ReadAllText(file)
                          from prefix in prefixes
                          where text.Contains(prefix, StringComparison.Ordinal)
                          select $"{Path.GetFileName(file)}: {prefix}";

        Assert.Empty(trespassing);
    }
}
