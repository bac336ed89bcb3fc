using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.Staff;

/// <summary>What tests of staff have in common: somebody new, an act of somebody, what he was told.</summary>
internal static class StaffStage
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<Guid> OrganisationAsync(this TestHost host, string name) =>
        host.InDatabaseAsync(db => db.Set<Organisation>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync(Ct));

    public static Task<Guid> StaffAsync(this TestHost host, string login) =>
        host.InDatabaseAsync(db => db.Set<Account>().Where(x => x.Login == login).Select(x => x.StaffId!.Value).SingleAsync(Ct));

    /// <summary>A member of staff in posts of these roles from today on, in an organisation of the county unless another is said.</summary>
    public static Task<Guid> EmployAsync(this TestHost host, string login, string organisation = DemoPeople.ApprovalOffice, string region = DemoPeople.Region, params string[] roles) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var now = Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
        var place = await s.GetRequiredService<IOrganisations>().EnsureAsync(db, organisation, "x" + region, region, now, Ct);
        var member = StaffMember.Employ(login, place.Id, now);
        db.AddRange(member, Account.ForStaff(member.Id, login, new Sealed("", ""), now));
        db.AddRange(roles.Select(role => new StaffPost
        {
            Id = Guid.CreateVersion7(), StaffId = member.Id, Role = role, OrganisationId = place.Id, RegionCode = region, From = new DateOnly(2026, 1, 1),
        }));
        await db.SaveChangesAsync(Ct);
        return member.Id;
    });

    public static Task<Act> ActAsync(this TestHost host, string login, string reason = "") => host.InDatabaseAsync(async db =>
    {
        var staff = await db.Set<Account>().Where(a => a.Login == login).Select(a => a.StaffId).SingleAsync(Ct);
        var member = await db.Set<StaffMember>().SingleAsync(m => m.Id == staff, Ct);
        var post = await db.Set<StaffPost>().FirstAsync(p => p.StaffId == staff, Ct);
        return new Act(
            new Actor(member.Id, member.Name, ActorKind.Staff, new Post(post.Id, post.Role, post.OrganisationId, "", post.RegionCode)), null, End.Pc, reason, Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
    });

    public static async Task<T> DoAsync<TSlice, T>(this TestHost host, string login, Func<TSlice, Act, Task<T>> run, string reason = "")
        where TSlice : notnull
    {
        var act = await host.ActAsync(login, reason);
        return await host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act));
    }

    /// <summary>Titles of what was told to a login, in order.</summary>
    public static Task<List<string>> ToldAsync(this TestHost host, string login) => host.InDatabaseAsync(db => db.Set<Message>()
        .Where(m => db.Set<Account>().Any(a => a.Login == login && a.StaffId == m.PartyId)).OrderBy(m => m.Id).Select(m => m.Title).ToListAsync(Ct));

    public static string Code(this Outcome outcome) => outcome.Ok ? "ok" : outcome.Problems[0].Code;
}
