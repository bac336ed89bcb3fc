using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Agents;

/// <summary>Whom an offer is meant for, by what was typed: a phone or the name of an account, whether there is such a one or not.</summary>
/// <param name="Lookup">Keyed hash: whoever registers later finds the offer by it (<see cref="Agencies.AddressesOfAsync"/>).</param>
/// <param name="Masked">As it is shown to who typed it.</param>
/// <param name="Login">Of an account; null: it is a phone.</param>
internal sealed record Addressee(string Lookup, string Masked, string? Login)
{
    public static Addressee Of(PersonalData personal, string typed)
    {
        if (MobileNumber.Parse(typed).TryGet(out var phone))
        {
            return new Addressee(personal.PhoneLookup(phone.Text), Mask.Phone(phone.Text), null);
        }

        var login = typed.Trim().ToLowerInvariant();
        return new Addressee(personal.LookupOf(Agencies.LoginField, login), login[..1] + "***", login);
    }

    /// <summary>A helper of the staff, who is no account of a person: found by nobody who answers offers.</summary>
    public static Addressee OfHelper(PersonalData personal, Guid helperId, string place) => new(personal.LookupOf("helper", helperId.ToString("N")), $"{place}帮办人员".Shortened(60), null);

    /// <summary>The person of that name who has it, to be told; null when there is none yet.</summary>
    public async Task<(Guid Id, string PhoneHidden)?> FindAsync(Database db, string name, CancellationToken ct)
    {
        var accounts = db.Set<Account>().Where(a => a.Kind == ActorKind.Applicant);
        accounts = Login is null ? accounts.Where(a => a.PhoneLookup == Lookup) : accounts.Where(a => a.Login == Login);
        var found = await (from a in accounts join p in db.Set<Person>() on a.PersonId equals p.Id where p.Name == name select new { p.Id, p.PhoneHidden }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Id, found.PhoneHidden);
    }
}
