using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Bench;

/// <summary>A company with ten thousand agents and as many mandates given, as its legal representative sees them.</summary>
internal static class Agents
{
    private const int Many = 10_000;
    private const int Page = 1_000;
    private const int SignedIn = 16;
    private const string Representative = "company1";

    /// <param name="Logins">Of agents who have an account.</param>
    internal sealed record Seeded(Guid Company, Guid Middle, Guid MiddleMandate, IReadOnlyList<string> Logins);

    public static async Task<Seeded> SeedAsync(WebApplication app)
    {
        Seeded? made = null;
        for (var from = 0; from < Many; from += Page)
        {
            await app.InScopeAsync(async s => made = await PageAsync(s, from, made));
        }

        return made!;
    }

    public static async Task MeasureAsync(WebApplication app, Uri root, Seeded company, string store, Lengths length, Action<Measure> reached)
    {
        var sessions = await Pages.TokensAsync(app.Services, [Representative]);
        var list = $"/my/companies/{company.Company}/agents";
        string Found(string page, string words) => QueryHelpers.AddQueryString(page, "q", app.Services.GetRequiredService<SealedWords>().Seal(words)!);
        foreach (var (name, path) in (IEnumerable<(string, string)>)
        [
            ("agents", list), ("agents from the middle on", $"{list}?after={company.Middle}"), ("agents by the beginning of a name", Found(list, "经办人七")), ("an agent by his phone", Found(list, Phone(Many / 2))),
            ("mandates", "/my/delegations"), ("mandates from the middle on", $"/my/delegations?given={company.MiddleMandate}"), ("a mandate by the phone", Found("/my/delegations", Phone(Many / 2))),
        ])
        {
            reached(new Measure(
                string.Create(CultureInfo.InvariantCulture, $"p95 of {name} of a company with {Many} agents, 16 users at once, {store}"), await Pages.ListAsync(root, path, sessions, length.Pages), 100, " ms", AtMost: true));
        }
    }

    private static async Task<Seeded> PageAsync(IServiceProvider services, int from, Seeded? before)
    {
        var (db, personal, at) = (services.GetRequiredService<Database>(), services.GetRequiredService<PersonalData>(), Act.Micro(TimeProvider.System.GetUtcNow().UtcDateTime));
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == Representative);
        var company = await db.Set<CompanyAgent>().Where(g => g.PersonId == account.PersonId).Select(g => g.CompanyId).FirstAsync();
        var (hash, logins, middle, mandate) = (services.GetRequiredService<Passwords>().Hash(DemoPeople.Password), new List<string>(before?.Logins ?? []), before?.Middle ?? default, before?.MiddleMandate ?? default);
        for (var i = from; i < from + Page; i++)
        {
            var phone = personal.SealPhone(Phone(i));
            var person = Person.Register($"经办人{"零一二三四五六七八九"[i % 10]}{i}", DocumentKinds.ResidentCard, personal.SealId(DocumentKinds.ResidentCard, IdNumber(i)), phone, "", at);
            var agent = new CompanyAgent { Id = Guid.CreateVersion7(), CompanyId = company, PersonId = person.Id, Representative = false, From = LegalDay.Of(at) };
            var given = new Delegation
            {
                Id = Guid.CreateVersion7(), Kind = DelegationKind.Clerk, PrincipalId = company, PrincipalKind = PartyKind.Company, PrincipalName = "测试企业", SignedById = account.PersonId!.Value,
                DelegateId = person.Id, DelegateName = person.Name, AddressLookup = phone.Lookup, AddressMasked = "199****0000", Acts = MandateActs.Apply | MandateActs.Follow, Scope = "[]", From = LegalDay.Of(at),
                Until = LegalDay.Of(at).AddDays(300), ConsentText = "测试", ConsentVersion = "1", Seal = "", OfferedAt = at, AcceptedAt = at,
            };
            db.AddRange(person, agent, given);
            if (logins.Count < SignedIn)
            {
                var own = Account.ForPerson(person.Id, phone, at);
                own.SetPassword(hash, false, at);
                db.Add(own);
                logins.Add(own.Login);
            }

            (middle, mandate) = i == Many / 2 ? (agent.Id, given.Id) : (middle, mandate);
        }

        await db.SaveChangesAsync();
        return new Seeded(company, middle, mandate, logins);
    }

    private static string Phone(int i) => "198" + (10_000_000 + i).ToString(CultureInfo.InvariantCulture);

    private static string IdNumber(int i)
    {
        var body = DemoPeople.Region + new DateOnly(1960, 1, 1).AddDays(i).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "901";
        return body + CheckCharacter.Mod11Minus2(body);
    }
}
