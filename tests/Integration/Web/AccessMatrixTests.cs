using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Modules;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>
/// Every route for everybody. What is expected follows from the policy a route declares and from the kind of thing it is about
/// (<see cref="AccessSubjects"/>): whoever the policy does not admit gets 403 (nobody signed in: the sign-in page), and what one may not see is 404.
/// </summary>
public sealed class AccessMatrixTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("03.09", "08.17", "18.08", "18.13")]
    public async Task Nobody_reaches_what_is_not_his()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Sqlite);
        var matrix = new AccessMatrix(stage, Ct);
        Assert.True(matrix.UnknownSubjects.Count == 0, "These routes have parameters of an unknown subject. Add a line to AccessSubjects.Table (and a real thing of a new kind to AccessStage):\n" + string.Join('\n', matrix.UnknownSubjects));

        await matrix.ReadAsync(_ => true);
        await matrix.WriteForbiddenAsync();
        await matrix.WriteWithoutTokenAsync();
        await matrix.WriteAllowedAsync();

        Assert.True(matrix.Faults.Count == 0, $"{matrix.Faults.Count} of {matrix.Asked}:\n" + string.Join('\n', matrix.Faults.Take(100)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{matrix.Asked} requests");
        Assert.True(matrix.Asked > 9000, $"Only {matrix.Asked} requests.");
        Assert.True(matrix.NeverOpened.Count == 0, "Nobody could open:\n" + string.Join('\n', matrix.NeverOpened));
    }

    /// <summary>The queries that hide things are the same text for both databases, but not the same SQL.</summary>
    [Fact]
    [Requirement("03.09", "18.13")]
    public async Task Nobody_reaches_what_is_not_his_on_PostgreSQL()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Postgres);
        var matrix = new AccessMatrix(stage, Ct);
        await matrix.ReadAsync(r => r.Pattern is "my/cases/{id:guid}" or "cases/{caseId:guid}/clock" or "office/trace/{number}" or "office/cases/{stepId:guid}" or "desk/cases/{stepId:guid}"
            or "apply/draft/{id:guid}" or "my/messages/{id:guid}" or "my/space/known/{id:guid}" or "office/staff/member/{id:guid?}" or "office/opinions/{id:guid}"
            or "my/bookings/{id:guid}" or "desk/bookings" or "my/assistance/{id:guid}" or "desk/assistance/{id:guid}"
            or "office/halls/hall/{id:guid?}" or "office/enquiries/{id:guid}" or "coaching/{id:guid}" or "desk/pre-reviews/{id:guid}"
            or "fees/orders/{id:guid}/waiver" or "demo/pay/{number}" or "first-asked/{id:guid}"
            or "office/standards/{id:guid}" or "office/standards/export" or "office/standards/experiences/{id:guid}"
            or "office/safety/shares/{id:guid}" or "office/safety/plans/{id:guid}" or "office/safety/incidents/{id:guid}" or "office/safety/incidents/export");

        Assert.True(matrix.Faults.Count == 0, string.Join('\n', matrix.Faults.Take(100)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{matrix.Asked} requests");
        Assert.True(matrix.Asked > 600, $"Only {matrix.Asked} requests.");
    }

    /// <summary>A menu shows nobody a door that is closed to him, and a role that every menu leaves out does not get in by typing the address.</summary>
    [Fact]
    [Requirement("03.09", "08.17")]
    public async Task Who_sees_an_entry_of_a_menu_is_who_may_open_its_page()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Sqlite);
        List<string> faults = [];
        // One page may stand in the menus of several places, in each for the roles that work there.
        foreach (var page in stage.Host.Services.GetRequiredService<ModuleList>().Modules.SelectMany(m => m.Menu).Where(e => e.Roles.Length > 0).GroupBy(e => e.Href))
        {
            var roles = page.SelectMany(e => e.Roles).ToHashSet();
            foreach (var visitor in stage.Visitors.Where(v => v.Post is not null))
            {
                using var answer = await visitor.Browser.GetAsync(new Uri(page.Key, UriKind.Relative), Ct);
                if (answer.IsSuccessStatusCode != roles.Contains(visitor.Post!.Role))
                {
                    faults.Add($"{page.Key} for {visitor}: {(int)answer.StatusCode}, menus say {string.Join(',', roles)}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
