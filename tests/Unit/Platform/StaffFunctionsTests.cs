using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform;

public sealed class StaffFunctionsTests
{
    private static readonly StaffFunctions Functions = new(new ModuleList([new Sample()]));

    [Theory]
    [InlineData("office", "s.home")]
    [InlineData("/office/items", "s.items")]
    [InlineData("office/items/{code}", "s.items")]
    [InlineData("office/items/{code}/form", "s.forms")]
    [InlineData("office/items/{code}/forms", "s.items")]
    [InlineData("/office/items?kind=1", "s.items")]
    [InlineData("office/other", null)]
    [InlineData("office/itemsets", null)]
    [Requirement("08.17")]
    public void A_route_belongs_to_the_function_with_the_longest_beginning_and_to_none_that_only_looks_alike(string pattern, string? key) =>
        Assert.Equal(key, Functions.Of(pattern)?.Key);

    [Fact]
    [Requirement("08.17")]
    public void A_local_role_admits_its_functions_and_nothing_else_and_a_built_in_role_all_that_the_policies_do()
    {
        var (builtIn, local) = (User(null), User(StaffFunctions.Pack(["s.items"])));
        Assert.All((string?[])["office/other", "office/items", null], p => Assert.True(Functions.Admits(builtIn, p)));
        Assert.True(Functions.Admits(local, "office/items/{code}"));
        Assert.True(Functions.Admits(local, "office"));
        Assert.All((string?[])["office/other", "office/items/{code}/form", null], p => Assert.False(Functions.Admits(local, p)));

        // A key is a whole word: one that begins like another opens nothing.
        Assert.False(Functions.Admits(User(StaffFunctions.Pack(["s.items-more"])), "office/items"));
        Assert.False(Functions.Admits(User(""), "office/items"));
        Assert.False(Functions.Shows(local, new MenuEntry("office", "待办", "/office", 1) { Function = "s.forms" }));
        Assert.True(Functions.Shows(builtIn, new MenuEntry("office", "待办", "/office", 1) { Function = "s.forms" }));
        Assert.Equal(["s.items", "s.forms"], Functions.OfRole(Roles.ItemEditor).Select(f => f.Key));
    }

    private static ClaimsPrincipal User(string? packed) => new(new ClaimsIdentity(packed is null ? [] : [new Claim(StaffFunctions.Claim, packed)], "test"));

    private sealed class Sample : IModule
    {
        public string Name => "s";

        public IEnumerable<StaffFunction> Functions =>
        [
            new("s.home", "工作台", [Roles.ItemEditor], ["/office$"]) { Always = true },
            new("s.items", "事项", [Roles.ItemEditor], ["/office/items"]),
            new("s.forms", "表单", [Roles.ItemEditor], ["/office/items/{code}/form"]),
        ];

        public void AddServices(IServiceCollection services, IConfiguration configuration)
        {
        }

        public void MapModel(ModelBuilder model)
        {
        }
    }
}
