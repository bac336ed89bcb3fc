using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// 亲友代办 for somebody without an account (08.12): both come to a window with their documents, the principal signs on paper before the clerk, and it holds at once. The clerk saw both, so both are
/// proved at the counter; both are told by text message.
/// </summary>
internal sealed class RegisterAtCounter(Database db, IParties parties, OfferDelegation offer, IMessages messages)
{
    internal sealed class Command
    {
        public Shown Principal { get; set; } = new();

        public Shown Delegate { get; set; } = new();

        /// <summary>Both documents were seen, and the paper was signed before the clerk.</summary>
        public bool Seen { get; set; }
    }

    internal sealed class Shown
    {
        [Required(ErrorMessage = "请输入身份证号码。"), StringLength(30, ErrorMessage = "身份证号码为 18 位。")]
        public string IdNumber { get; set; } = "";

        [Required(ErrorMessage = "请输入姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请输入手机号。"), StringLength(20, ErrorMessage = "手机号为 11 位。")]
        public string Phone { get; set; } = "";
    }

    public async Task<Outcome<Guid>> HandleAsync(Command command, OfferDelegation.Command terms, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.WindowClerk } post)
        {
            return Problem.Forbidden("identity.counter-only", "只有窗口人员可以登记。");
        }

        if (!command.Seen)
        {
            return Problem.Invalid("identity.counter-not-seen", "请核对双方身份证原件，由委托人当面签字后再登记。", nameof(Command.Seen));
        }

        var (first, second) = (await PartyAsync(command.Principal, nameof(Command.Principal), act, ct), await PartyAsync(command.Delegate, nameof(Command.Delegate), act, ct));
        List<Problem> problems = [.. first.Problems, .. second.Problems];
        if (problems.Count == 0 && first.Value.Id == second.Value.Id)
        {
            problems.Add(Problem.Invalid("identity.delegation-self", "委托人和受托人不能是同一个人。", "Delegate.IdNumber"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var (principal, person) = (first.Value, second.Value);
        (terms.Kind, terms.Name, terms.Address) = (DelegationKind.Family, person.Name, command.Delegate.Phone);
        var made = await offer.PrepareAsync(new Party(principal.Id, principal.Name, PartyKind.Person), terms, act, ct);
        if (!made.TryGet(out var prepared))
        {
            return Outcome<Guid>.Because(made.Problems);
        }

        var delegation = offer.Signed(prepared, act.NewId(), principal.Id, post.OrganisationName, act);
        (delegation.AcceptedAt, delegation.DelegateId) = (act.At, person.Id);
        db.Add(delegation);
        db.Record(delegation, act, "registered-at-counter", new { delegation.Kind, terms = prepared.Terms.Canonical, delegation.ConsentVersion });
        await ProveAsync(principal.Id, post, act, ct);
        await ProveAsync(person.Id, post, act, ct);
        messages.Send(db, new NewMessage(
            principal.Id, "已登记亲友代办", $"您已在{post.OrganisationName}窗口委托{Mask.Name(person.Name)}代办，随时可以到窗口或登录后撤销。", $"{delegation.Id}:by", $"/my/delegations/{delegation.Id}",
            Phone: principal.Phone));
        messages.Send(db, new NewMessage(
            person.Id, "您可以代亲友办事", $"{Mask.Name(principal.Name)}已在{post.OrganisationName}窗口委托您代办。登录后切换身份即可办理。", $"{delegation.Id}:to", "/account/acting-for", Phone: person.Phone));
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? delegation.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Whoever came lets the clerk before him act for him until the task is done (帮办代办, 05.20): files and follows in his name, within what he signed.</summary>
    public async Task<Outcome<Guid>> HelperAsync(Shown shown, bool seen, OfferDelegation.Command terms, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.WindowClerk } post)
        {
            return Problem.Forbidden("identity.counter-only", "只有窗口人员可以登记。");
        }

        if (!seen)
        {
            return Problem.Invalid("identity.counter-not-seen", "请核对委托人的身份证原件，由委托人当面签字后再登记。", nameof(HelpingPageModel.DocumentSeen));
        }

        var found = await PartyAsync(shown, nameof(Command.Principal), act, ct);
        if (!found.TryGet(out var principal))
        {
            return Outcome<Guid>.Because(found.Problems);
        }

        var made = await offer.PrepareAsync(new Party(principal.Id, principal.Name, PartyKind.Person), act.Actor.Id, act.Actor.Name, post.OrganisationName, terms, act, ct);
        if (!made.TryGet(out var prepared))
        {
            return Outcome<Guid>.Because(made.Problems);
        }

        var delegation = offer.Signed(prepared, act.NewId(), principal.Id, post.OrganisationName, act);
        (delegation.AcceptedAt, delegation.HelperId) = (act.At, act.Actor.Id);
        db.Add(delegation);
        db.Record(delegation, act, "registered-at-counter", new { delegation.Kind, terms = prepared.Terms.Canonical, delegation.ConsentVersion });
        await ProveAsync(principal.Id, post, act, ct);
        messages.Send(db, new NewMessage(
            principal.Id, "已登记帮办代办", $"您已在{post.OrganisationName}窗口委托{act.Actor.Name}帮您办理，办完即结束，随时可以到窗口或登录后撤销。帮办代办不收任何费用。", $"{delegation.Id}:by",
            $"/my/delegations/{delegation.Id}", Phone: principal.Phone));
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? delegation.Id : Outcome<Guid>.Because(saved.Problems);
    }

    private async Task<Outcome<PartyProfile>> PartyAsync(Shown shown, string prefix, Act act, CancellationToken ct)
    {
        var found = await parties.RegisterAtWindowAsync(db, new NewParty(PartyKind.Person, shown.Name, DocumentKinds.ResidentCard, shown.IdNumber, shown.Phone), act, ct);
        return found.Ok ? found : Outcome<PartyProfile>.Because([.. found.Problems.Select(p => p with { Field = p.Field is { } field ? $"{prefix}.{field}" : $"{prefix}.{nameof(Shown.Name)}" })]);
    }

    private async Task ProveAsync(Guid person, Post post, Act act, CancellationToken ct)
    {
        if (!await db.IsProvedAsync(person, AssuranceLevel.Checked, ct))
        {
            db.Add(IdentityProof.Of(person, ProofKind.Counter, post.OrganisationName, "", act.At));
        }
    }
}
