using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Profile;

/// <summary>E-mail and address of one's own profile. Name and identity number are not in the input: they change at the window, by the document.</summary>
internal sealed class EditProfile(Database db, PersonalData personal)
{
    internal sealed class Command
    {
        [EmailAddress(ErrorMessage = "请输入正确的电子邮箱，例如 name@example.com。"), StringLength(100, ErrorMessage = "电子邮箱最长 100 个字符。")]
        public string? Email { get; set; }

        [StringLength(200, ErrorMessage = "地址最长 200 个字。")]
        public string? Address { get; set; }
    }

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(x => x.Id == act.Actor.Id, ct);
        person.ChangeContact(personal.Hide(command.Email?.Trim() ?? ""), personal.Hide(command.Address?.Trim() ?? ""));
        db.Record(person, act, "contact-changed");
        return await db.SaveAsync(ct);
    }
}
