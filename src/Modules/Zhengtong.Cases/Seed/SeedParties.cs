using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Seed;

/// <summary>An invented applicant. A company's person is its legal representative and agent.</summary>
internal sealed record SeedParty(Party Party, Actor Person, string PersonName, string CitizenId, string CreditCode, string Phone);

/// <summary>
/// Registers invented applicants as a window clerk would: names marked （演示）, identity numbers of a sequence range that is not issued, phones
/// that belong to nobody. The same number asked again gives the same people.
/// </summary>
internal sealed class SeedParties(IServiceScopeFactory scopes)
{
    /// <summary>The numbers hold so many different birth days.</summary>
    public const int Most = 14_600;
    private const int Portion = 200;
    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗";
    private const string Given = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉兰志建国";

    /// <returns>Persons, and a company after every third of them.</returns>
    public async Task<IReadOnlyList<SeedParty>> EnsureAsync(int count, Act act, CancellationToken ct)
    {
        var parties = new List<SeedParty>(count);
        while (parties.Count < count)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Database>();
            var directory = scope.ServiceProvider.GetRequiredService<IParties>();
            for (var end = Math.Min(count, parties.Count + Portion); parties.Count < end;)
            {
                parties.Add(await EnsureAsync(db, directory, parties.Count, parties is [.., var last] ? last : null, act, ct));
            }

            await db.SaveChangesAsync(ct);
        }

        return parties;
    }

    private static async Task<SeedParty> EnsureAsync(Database db, IParties directory, int number, SeedParty? former, Act act, CancellationToken ct)
    {
        if (number % 4 == 3 && former is not null)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"91511602MAE{number:D6}");
            code += SocialCreditCode.CheckOf(code);
            var name = $"广安{former.PersonName[..2]}{number}商贸有限公司（演示）";
            var company = await directory.RegisterAtWindowAsync(db, new NewParty(PartyKind.Company, name, "001", code, former.Phone, "四川省广安市广安区演示路 2 号", former.PersonName), act, ct);
            return former with { Party = new Party(company.Value.Id, name, PartyKind.Company), CreditCode = code };
        }

        var born = new DateOnly(1960, 1, 1).AddDays((int)((long)number * 7919 % Most));
        var body = string.Create(CultureInfo.InvariantCulture, $"511602{born:yyyyMMdd}{995 + (number % 5)}");
        var phone = string.Create(CultureInfo.InvariantCulture, $"199001{number:D5}");
        var full = $"{Surnames[number % Surnames.Length]}{Given[number / 7 % Given.Length]}{Given[number / 3 % Given.Length]}（演示）";
        var id = body + CheckCharacter.Mod11Minus2(body);
        var person = await directory.RegisterAtWindowAsync(db, new NewParty(PartyKind.Person, full, "111", id, phone, "四川省广安市广安区演示路 1 号"), act, ct);
        var party = new Party(person.Value.Id, full, PartyKind.Person);
        return new SeedParty(party, new Actor(party.Id, full, ActorKind.Applicant), full, id, "", phone);
    }
}
