using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// Opens an application: the party's open draft of the item as it is in force, or a new one with what is known already filled in (03.10). A draft of a
/// version that has ended hands its content on, so that a new version of the item costs nobody his work.
/// </summary>
internal sealed class StartDraft(Database db, ICatalogue catalogue, IFormCatalogue forms, IParties parties, KnownAnswers known)
{
    public static readonly Problem NotOffered = Problem.NotFound("cases.item-not-offered", "这个事项目前不能在这里申请，可能已经暂停、取消，或只提供办事指南。");
    public static readonly Problem Delisted =
        Problem.Conflict("cases.licence-delisted", "这个事项所依据的行政许可已经取消，不再受理申请，也不需要再办这项许可。已经受理的办件不受影响；有疑问请拨打指南上的咨询电话。");
    public static readonly Problem NotForPersons = Problem.Conflict("cases.not-for-persons", "这个事项只受理企业和其他组织的申请。请先切换到您代办的企业，再继续办理。");
    public static readonly Problem NotForCompanies = Problem.Conflict("cases.not-for-companies", "这个事项只受理个人申请。请先切换回个人身份，再继续办理。");
    public static readonly Problem OutsideMandate = Problem.Forbidden("cases.outside-mandate", "委托不包括这个事项，不能代为申请。请委托人另行委托，或切换回本人身份办自己的事。");
    public static readonly Problem MandateUsedUp = Problem.Forbidden("cases.mandate-used-up", "委托的申请次数已经用完，不能再代为申请。需要的，请委托人重新委托。");
    public static readonly Problem OutsideRegion = Problem.NotFound("cases.item-outside-region", "这个事项不在您所在窗口的受理范围内。请重新选择本地区的事项。");

    /// <summary>What keeps this party from applying for the item, or whoever acts for it, if anything.</summary>
    public static Problem? Obstacle(PublishedItem item, Party party) => Obstacle(item, party.Kind) ?? party.Mandate switch
    {
        null => null,
        { Left: 0 } => MandateUsedUp,
        { } mandate when !mandate.Allows(MandateActs.Apply) || !mandate.Covers(item.ItemId, item.OrganisationId) => OutsideMandate,
        _ => null,
    };

    private static Problem? Obstacle(PublishedItem item, PartyKind kind) => kind switch
    {
        PartyKind.Person when !item.Content.ForPersons => NotForPersons,
        PartyKind.Company when !item.Content.ForCompanies => NotForCompanies,
        _ => null,
    };

    /// <summary>Why an item that the catalogue does not offer cannot be applied for. What is struck off the licence list is not licensed any more (14.23).</summary>
    public static async Task<Problem> WhyNotAsync(ICatalogue catalogue, string code, CancellationToken ct) => await catalogue.IsDelistedAsync(code, ct) ? Delisted : NotOffered;

    public async Task<Outcome<Guid>> HandleAsync(string code, Act act, CancellationToken ct) =>
        await parties.FindAsync(act.Party.Id, ct) is { } profile
            ? await StartAsync(code, profile, null, act, ct)
            : throw new InvalidOperationException($"No profile of party {act.Party.Id}.");

    /// <summary>A clerk applies for somebody who is present; the act's reason is what for his data is read.</summary>
    public async Task<Outcome<Guid>> AtWindowAsync(string code, PartyProfile profile, Act act, CancellationToken ct) =>
        await StartAsync(code, profile, act.Actor.Post!.RegionCode, act, ct);

    private async Task<Outcome<Guid>> StartAsync(string code, PartyProfile profile, string? window, Act act, CancellationToken ct)
    {
        var item = await catalogue.FindAsync(code, ct);
        if (item is null)
        {
            return await WhyNotAsync(catalogue, code, ct);
        }

        if (window is not null && !item.RegionCode.StartsWith(window, StringComparison.Ordinal))
        {
            return OutsideRegion;
        }

        if ((window is null ? Obstacle(item, act.Party) : Obstacle(item, profile.Kind)) is { } obstacle)
        {
            return obstacle;
        }

        // What a delegate began is his to finish; his principal begins his own.
        var mandate = act.Party.Mandate?.Id;
        if (mandate is { } under)
        {
            await DiscardFormerAsync(profile.Id, item.VersionId, under, act, ct);
        }

        var open = await db.Set<Draft>().OwnedBy(act).Open().Where(d => d.PartyId == profile.Id && d.ItemCode == code && d.MandateId == mandate).OrderByDescending(d => d.SavedAt).ToListAsync(ct);
        if (open.Find(d => d.ItemVersionId == item.VersionId) is { } there)
        {
            return there.Id;
        }

        var draft = await NewAsync(item, profile, window, open.FirstOrDefault(), act, ct);
        db.Add(draft);
        if (window is not null)
        {
            db.RecordReading(profile.Id, act, "个人资料（预填申请表）");
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            return draft.Id;
        }

        // The same hand was faster in another tab: that draft is the one.
        var other = await db.Set<Draft>().OwnedBy(act).Open().Where(d => d.PartyId == profile.Id && d.ItemVersionId == item.VersionId && d.MandateId == mandate)
            .Select(d => (Guid?)d.Id).FirstOrDefaultAsync(ct);
        return other is { } id ? id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>One hand has one open draft of an item for a party: what it began in another capacity, which it does not see any more, makes room.</summary>
    private Task<int> DiscardFormerAsync(Guid party, Guid version, Guid mandate, Act act, CancellationToken ct)
    {
        var (hand, at) = (act.Actor.Id, (DateTime?)act.At);
        return db.UpdateAsync(
            db.Set<Draft>().Open().Where(d => d.PartyId == party && d.CreatedById == hand && d.ItemVersionId == version && d.MandateId != mandate),
            s => s.SetProperty(d => d.DiscardedAt, at).SetProperty(d => d.Revision, d => d.Revision + 1),
            ct);
    }

    private async Task<Draft> NewAsync(PublishedItem item, PartyProfile profile, string? window, Draft? former, Act act, CancellationToken ct)
    {
        var form = await FormAsync(item, profile.Kind, ct);
        var begun = former?.FormKey == form.Definition.Key ? FormAnswers.Parse(former.Answers).Value : new FormAnswers();
        var (values, from) = await known.OfAsync(profile, act, ct);
        var filled = Prefill.Apply(form.Definition, begun, values, from);
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(act.At),
            PartyId = profile.Id,
            PartyKind = profile.Kind,
            PartyName = profile.Name,
            CreatedById = act.Actor.Id,
            MandateId = act.Party.Mandate?.Id,
            WindowRegion = window,
            ItemVersionId = item.VersionId,
            ItemCode = item.Code,
            ItemName = item.Name,
            FormKey = form.Definition.Key,
            FormVersion = form.Version,
            Answers = filled.Answers.ToJson(),
            PrefillSources = OpenDraft.ToJson(filled.Marks),
            CreatedAt = act.At,
            SavedAt = act.At,
            Situation = !item.Content.Asks && item.Content.Situations is [var only] ? only.Key : "",
        };
        if (former is not null)
        {
            TakeOver(draft, former, item, act);
        }

        if (item.Content.Asks)
        {
            draft.Situation = item.Content.SituationOf(filled.Answers.Seen(form.Definition, Drafts.Context(draft, LegalDay.Of(act.At))));
        }

        return draft;
    }

    private static void TakeOver(Draft draft, Draft former, PublishedItem item, Act act)
    {
        var keys = item.Content.Materials.Select(m => m.Key).ToHashSet();
        draft.Materials = OpenDraft.ToJson(JsonSerializer.Deserialize<List<DraftMaterial>>(former.Materials)!.Where(m => keys.Contains(m.Key)).ToList());
        draft.Situation = item.Content.Situations.Any(s => s.Key == former.Situation) ? former.Situation : draft.Situation;
        draft.Delivery = former.Delivery;
        draft.DeliveryAddress = former.DeliveryAddress;
        former.DiscardedAt = act.At;
        former.Revision++;
    }

    private async Task<PublishedForm> FormAsync(PublishedItem item, PartyKind kind, CancellationToken ct)
    {
        var key = kind == PartyKind.Company ? item.Content.CompanyForm : item.Content.PersonForm;
        return (key.Length == 0 ? null : await forms.ReferredAsync(key, ct)) ?? forms.Default(item.Content.TypeCode, kind);
    }
}
