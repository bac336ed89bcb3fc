using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// Whoever asked for help signs online that the helper who took it on files and follows that one matter in his name (帮办代办, 05.20, 08.11). Taking it on was the helper's word; it ends with the task.
/// </summary>
internal sealed class SignHelper(Database db, OfferDelegation offer, IHelpers helpers, IMessages messages)
{
    private const int Days = 90;

    public static readonly Problem Gone = Problem.NotFound("identity.helper-gone", "没有找到这次帮办，可能还没有人接办，或已经结束。请从“我的帮办代办”进入。");

    private static readonly Problem Given = Problem.Conflict("identity.helper-given", "您已经委托这名帮办人员办理这个事项，不需要再签署。可以在“授权与代办”中查看或撤销。");

    public async Task<Outcome<OfferDelegation.Prepared>> PrepareAsync(Guid requestId, Act act, CancellationToken ct) =>
        await FindAsync(requestId, act, ct) is { } help ? await PrepareAsync(help, act, ct) : Gone;

    /// <param name="seen">The digest of the text that was shown.</param>
    public async Task<Outcome<Guid>> SignAsync(Guid requestId, string seen, Act act, CancellationToken ct)
    {
        if (await FindAsync(requestId, act, ct) is not { } help)
        {
            return Gone;
        }

        var made = await PrepareAsync(help, act, ct);
        if (!made.TryGet(out var prepared))
        {
            return Outcome<Guid>.Because(made.Problems);
        }

        if (seen != prepared.Digest)
        {
            return OfferDelegation.Changed;
        }

        var scope = Mandate.ToJson(prepared.Terms.Scope);
        if (await db.HelpedBy(help.HelperId, LegalDay.Of(act.At)).AnyAsync(d => d.PrincipalId == act.Actor.Id && d.Scope == scope, ct))
        {
            return Given;
        }

        var delegation = offer.Signed(prepared, act.NewId(), act.Actor.Id, "", act);
        (delegation.AcceptedAt, delegation.HelperId) = (act.At, help.HelperId);
        db.Add(delegation);
        db.Record(delegation, act, "offered", new { delegation.Kind, delegation.AddressMasked, terms = prepared.Terms.Canonical, delegation.ConsentVersion });
        messages.Send(db, new NewMessage(
            act.Actor.Id, "已委托帮办人员", $"您已委托{help.Place}的{help.HelperName}帮您办理，办完即结束，随时可以撤销。帮办代办不收任何费用。", $"{delegation.Id}:by", $"/my/delegations/{delegation.Id}"));
        messages.Send(db, new NewMessage(
            help.HelperId, "有人委托您帮办", $"{Mask.Name(act.Actor.Name)}已签署委托，您可以以他的名义办理。", $"{delegation.Id}:to", HelpingPageModel.Path));
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? delegation.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Of a person himself: a company's matters are its agents'.</summary>
    private Task<HelpTaken?> FindAsync(Guid requestId, Act act, CancellationToken ct) =>
        act.Party.Kind == PartyKind.Person && act.Party.Id == act.Actor.Id ? helpers.FindAsync(requestId, act.Actor.Id, ct) : Task.FromResult<HelpTaken?>(null);

    private Task<Outcome<OfferDelegation.Prepared>> PrepareAsync(HelpTaken help, Act act, CancellationToken ct) => offer.PrepareAsync(
        act.Party, help.HelperId, help.HelperName, help.Place,
        new() { Items = [help.ItemCode], Acts = [MandateActs.Apply, MandateActs.Follow, MandateActs.Collect], Until = LegalDay.Of(act.At).AddDays(Days), MostUses = 1 }, act, ct);
}
