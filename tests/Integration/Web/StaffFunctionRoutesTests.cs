using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Every route of staff belongs to one function, and the roles that a function names are those whom its routes admit: what is not declared is closed to local roles.</summary>
public sealed class StaffFunctionRoutesTests
{
    private const string Role = "role:";

    [Fact]
    [Requirement("08.17")]
    public async Task Every_route_of_staff_belongs_to_a_function_for_the_roles_that_its_policies_admit()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var functions = host.Services.GetRequiredService<StaffFunctions>();
        var routes = (await AccessRoute.AllAsync(host)).Where(r => !r.Open && r.Policies.All(p => p is not (Policies.Applicant or Policies.ApplicantOrDelegate) && !p.StartsWith(Policies.LevelPrefix, StringComparison.Ordinal)))
            // Of everybody signed in: one's own account, and what staff read of cases is in the table below.
            .Where(r => r.Policies.All(p => p is not (Policies.SignedIn or Policies.SignedInOrDelegate)) || r.Pattern.StartsWith("cases/", StringComparison.Ordinal) || r.Pattern.StartsWith("coaching/", StringComparison.Ordinal)).ToList();
        var none = routes.Where(r => functions.Of(r.Pattern) is null).Select(r => r.ToString()).Distinct().ToList();
        Assert.True(none.Count == 0, "These routes belong to no function. Add their beginning to the functions of the module:\n" + string.Join('\n', none));

        Assert.Equal(functions.All.Count, functions.All.Select(f => f.Key).Distinct().Count());
        Assert.Equal(functions.All.Count, functions.All.Select(f => f.Name).Distinct().Count());
        List<string> faults = [];
        foreach (var function in functions.All)
        {
            var own = routes.Where(r => functions.Of(r.Pattern) == function).ToList();
            if (own.Count == 0)
            {
                faults.Add($"{function.Key} has no route");
                continue;
            }

            var named = own.SelectMany(r => r.Policies).Where(p => p.StartsWith(Role, StringComparison.Ordinal)).SelectMany(p => p[Role.Length..].Split(',')).ToHashSet();
            var anybody = own.Any(r => r.Policies.All(p => !p.StartsWith(Role, StringComparison.Ordinal)));
            if (named.Except(function.Roles).Any() || (!anybody && function.Roles.Except(named).Any()))
            {
                faults.Add($"{function.Key} is for {string.Join(',', function.Roles)}; its routes admit {string.Join(',', named)}{(anybody ? " and anybody" : "")}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(routes.Count > 150, $"Only {routes.Count} routes.");
    }
}
