using System.Net;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Somebody at a browser: who he is to the product, and a form token of his.</summary>
internal sealed record Visitor(string Name, HttpClient Browser, ClaimsPrincipal User)
{
    public Actor? Actor => User.Actor();

    public Post? Post => Actor?.Post;

    public Party? Party => User.Party();

    public bool IsApplicant => Actor?.Kind == ActorKind.Applicant;

    public bool IsStaff => Actor?.Kind == ActorKind.Staff;

    public string FormToken { get; set; } = "";

    public override string ToString() => Name;
}

/// <summary>Everybody of the matrix: nobody, persons, agents of companies, and each role in its own place, in another organisation and in another region.</summary>
internal static class AccessVisitors
{
    public const string OtherRegion = "511603";

    public static async Task<List<Visitor>> AllAsync(TestHost host)
    {
        List<Visitor> all =
        [
            new("anonymous", host.Browser(), new ClaimsPrincipal(new ClaimsIdentity())),
            await SignedInAsync(host, "person", "zhangsan"),
            await SignedInAsync(host, "other person", "lisi"),
            await SignedInAsync(host, "agent, for himself", "company1"),
            await SignedInAsync(host, "agent, for the company", "company1", forCompany: true),
            await SignedInAsync(host, "agent of another company", "company2", forCompany: true),
        ];
        foreach (var role in Roles.Names.Keys)
        {
            var own = DemoPeople.Staff.First(s => s.Posts is [var only] && only.Role == role && (Roles.IsRegional(role) || s.Organisation == DemoPeople.MarketOffice));
            all.Add(await SignedInAsync(host, $"{role}, own place", own.Login));
            all.Add(await SignedInAsync(host, $"{role}, other organisation", await EmployAsync(host, role, DemoPeople.HealthOffice, DemoPeople.Region)));
            all.Add(await SignedInAsync(host, $"{role}, other region", await EmployAsync(host, role, "外区" + DemoPeople.MarketOffice, OtherRegion)));
        }

        all.Add(await SignedInAsync(host, "staff without a post", await EmployAsync(host, null, DemoPeople.MarketOffice, DemoPeople.Region)));
        foreach (var visitor in all)
        {
            await TokenAsync(visitor);
        }

        return all;
    }

    public static async Task TokenAsync(Visitor visitor)
    {
        var page = await visitor.Browser.PageAsync(visitor.Actor is null ? "/account/sign-in" : "/help");
        visitor.FormToken = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private static async Task<Visitor> SignedInAsync(TestHost host, string name, string login, bool forCompany = false) => await host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.Login == login);
        var opened = await s.GetRequiredService<SignIn>().OpenAsync(new Proof(account.Id, "test"), End.Pc, "", "test", CancellationToken.None);
        var token = opened.Value.Token;
        if (forCompany)
        {
            var company = await db.Set<CompanyAgent>().Where(g => g.PersonId == account.PersonId).Select(g => g.CompanyId).FirstAsync();
            var hash = RandomToken.HashOf(token);
            var session = await db.Set<Session>().SingleAsync(x => x.TokenHash == hash);
            session.Switch(hash, company, null);
            await db.SaveChangesAsync();
        }

        var user = await s.GetRequiredService<SessionStore>().FindAsync(token, CancellationToken.None);
        return new Visitor(name, host.Browser(new Cookie("zt-session", token, "/", "localhost")), user!);
    });

    private static Task<string> EmployAsync(TestHost host, string? role, string organisation, string region) => host.InScopeAsync(async s =>
    {
        var db = s.GetRequiredService<Database>();
        var now = Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
        var place = await s.GetRequiredService<IOrganisations>().EnsureAsync(db, organisation, "x" + region, region, now, CancellationToken.None);
        var login = $"matrix-{role ?? "none"}-{region}";
        var member = StaffMember.Employ(login, place.Id, now);
        db.AddRange(member, Account.ForStaff(member.Id, login, new Sealed("", ""), now));
        if (role is not null)
        {
            db.Add(new StaffPost { Id = Guid.CreateVersion7(), StaffId = member.Id, Role = role, OrganisationId = place.Id, RegionCode = region, From = new DateOnly(2026, 1, 1) });
        }

        await db.SaveChangesAsync();
        return login;
    });
}
