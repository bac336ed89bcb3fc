using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving;

/// <summary>
/// 窗口核验 (08.13): a clerk has person and document before him and says that they belong together, which reaches the same level as a face check: the way of those who have no camera, no network or a
/// document no system knows. He registers who is not known yet and corrects a name by the document, with a reason; the person is told.
/// </summary>
internal sealed class CheckAtCounter(Database db, PersonalData personal, IParties parties, SessionStore sessions, IMessages messages)
{
    internal sealed class Command : SeenDocument
    {
        /// <summary>Of who is not registered yet.</summary>
        [StringLength(20, ErrorMessage = "手机号为 11 位数字。")]
        public string? Phone { get; set; }

        /// <summary>Why the name that is registered is wrong; empty: it is not to be changed.</summary>
        [StringLength(200, ErrorMessage = "更正原因最长 200 个字。")]
        public string? Correction { get; set; }
    }

    /// <summary>The organisation whose counter it is; null when no clerk acts, so that nobody was seen.</summary>
    public static string? Proves(Act act) => act.Actor is { Kind: ActorKind.Staff, Post.OrganisationName: { Length: > 0 } organisation } ? organisation : null;

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var compared = command.Compared();
        if (!compared.TryGet(out var kind))
        {
            return compared;
        }

        var number = kind.Number(command.IdNumber, LegalDay.Of(act.At), nameof(Command.IdNumber));
        var name = PersonName.Parse(command.Name, nameof(Command.Name));
        List<Problem> problems = [.. number.Problems, .. name.Problems];
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        var lookup = personal.IdLookup(kind.Code, number.Value);
        if (await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct) is not { } person)
        {
            var registered = await parties.RegisterAtWindowAsync(db, new NewParty(PartyKind.Person, name.Value, kind.Code, number.Value, command.Phone ?? ""), act, ct);
            return registered.Ok ? await db.SaveAsync(ct) : registered;
        }

        var correction = command.Correction?.Trim() ?? "";
        if (!PersonName.Same(person.Name, name.Value) && correction.Length == 0)
        {
            return Problem.Invalid(
                "identity.counter-name-differs", $"这个证件号码登记的姓名是“{Mask.Name(person.Name)}”，与证件不一致。确认证件无误的，请写明更正原因后再提交。", nameof(Command.Correction));
        }

        Prove(person, name.Value, correction, act);
        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            await sessions.ForgetPersonAsync(db, person.Id, ct);
        }

        return saved;
    }

    private void Prove(Person person, string name, string correction, Act act)
    {
        var organisation = Proves(act) ?? throw new InvalidOperationException("Only a clerk proves at the counter.");
        var renamed = person.Name != name;
        if (renamed)
        {
            person.Rename(name);
        }

        var proof = IdentityProof.Of(person.Id, ProofKind.Counter, organisation, "", act.At);
        db.Add(proof);
        db.Record(person, act with { Reason = correction }, renamed ? "checked-and-renamed-at-counter" : "checked-at-counter");
        var phone = personal.Open(person.PhoneHidden);
        messages.Send(db, new NewMessage(
            person.Id, "窗口已核验您的身份", $"{organisation}的窗口{(renamed ? "按证件更正了您登记的姓名，并" : "")}核对了您本人和证件，实名等级为“{AssuranceLevel.Checked.Name()}”。不是您本人到场的，请立即联系政务服务大厅。",
            $"{proof.Id}:counter", RealNamePageModel.Path, Phone: renamed ? phone : null));
    }
}
