using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// Somebody lets another act for him or for his company (08.10, 08.11, 08.12): he writes down whom, in what, how far and how long, reads the text that follows from it and signs. What he is told
/// is the same whether such an account is there or not; whoever registers later finds the offer.
/// </summary>
internal sealed class OfferDelegation(Database db, PersonalData personal, IMessages messages, IDelegableItems items)
{
    private const int MostOpen = 20;
    private const int MostScope = 30;

    public static readonly Problem Changed = Problem.Conflict("identity.consent-changed", "委托书的内容和您刚才看到的不一样。请重新阅读后再签署。");

    internal sealed class Command
    {
        public DelegationKind Kind { get; set; } = DelegationKind.Agency;

        [Required(ErrorMessage = "请输入对方的手机号或账号。"), StringLength(50, ErrorMessage = "手机号或账号最长 50 个字符。")]
        public string Address { get; set; } = "";

        [Required(ErrorMessage = "请输入对方的姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        /// <summary>Every item; else those named.</summary>
        public bool Everything { get; set; }

        /// <summary>Codes of items.</summary>
        public List<string> Items { get; set; } = [];

        /// <summary>Organisations with all their items.</summary>
        public List<Guid> Organisations { get; set; } = [];

        /// <summary>Themes with the items under them at this moment.</summary>
        public List<Guid> Themes { get; set; } = [];

        public List<MandateActs> Acts { get; set; } = [];

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        public int? MostUses { get; set; }

        public bool EndsWithCase { get; set; }
    }

    /// <summary>What is to be signed.</summary>
    internal sealed record Prepared(Guid PrincipalId, PartyKind PrincipalKind, DelegationTerms Terms, string Text, Addressee Address)
    {
        /// <summary>What a page shows of it, so that nobody signs what he has not read.</summary>
        public string Digest => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Text + Terms.Canonical + Address.Lookup)))[..32];
    }

    /// <summary>Who gives it: the person himself, or a company for its legal representative alone.</summary>
    public async Task<Outcome<Party>> PrincipalAsync(Guid? companyId, Act act, CancellationToken ct)
    {
        if (companyId is not { } id)
        {
            return new Party(act.Actor.Id, act.Actor.Name, PartyKind.Person);
        }

        var found = await db.CompanyOfAsync(id, act, ct);
        return found.TryGet(out var company) ? new Party(company.Id, company.Name, PartyKind.Company) : Outcome<Party>.Because(found.Problems);
    }

    /// <summary>Checks what was written and makes the text of it.</summary>
    public async Task<Outcome<Prepared>> PrepareAsync(Guid? companyId, Command command, Act act, CancellationToken ct)
    {
        var principal = await PrincipalAsync(companyId, act, ct);
        return principal.TryGet(out var party) ? await PrepareAsync(party, command, act, ct) : Outcome<Prepared>.Because(principal.Problems);
    }

    /// <summary>The same for a principal who stands at a window.</summary>
    public Task<Outcome<Prepared>> PrepareAsync(Party principal, Command command, Act act, CancellationToken ct)
    {
        var kind = principal.Kind == PartyKind.Company ? DelegationKind.Clerk : command.Kind == DelegationKind.Family ? DelegationKind.Family : DelegationKind.Agency;
        return PrepareAsync(principal, kind, Addressee.Of(personal, command.Address), command, act, ct);
    }

    /// <summary>The same to a helper of the staff, who has taken on to help.</summary>
    /// <param name="place">Where he works, for people.</param>
    public Task<Outcome<Prepared>> PrepareAsync(Party principal, Guid helperId, string helperName, string place, Command command, Act act, CancellationToken ct)
    {
        (command.Kind, command.Name, command.EndsWithCase) = (DelegationKind.Family, helperName, true);
        return PrepareAsync(principal, DelegationKind.Helper, Addressee.OfHelper(personal, helperId, place), command, act, ct);
    }

    private async Task<Outcome<Prepared>> PrepareAsync(Party principal, DelegationKind kind, Addressee address, Command command, Act act, CancellationToken ct)
    {
        var problems = Faults(command, LegalDay.Of(act.At)).ToList();
        var scope = await ScopeAsync(command, ct);
        problems.AddRange(scope.Problems);
        if (problems.Count > 0)
        {
            return Outcome<Prepared>.Because(problems);
        }

        var terms = new DelegationTerms(
            kind, principal.Name, PersonName.Tidy(command.Name), address.Masked,
            command.Acts.Aggregate(MandateActs.None, (all, a) => all | a), scope.Value, command.From ?? LegalDay.Of(act.At), command.Until!.Value, command.MostUses, command.EndsWithCase);
        return new Prepared(principal.Id, principal.Kind, terms, Consent.TextOf(terms), address);
    }

    /// <param name="seen">The digest of the text that was shown.</param>
    /// <returns>The delegation that now waits for its answer.</returns>
    public async Task<Outcome<Guid>> SignAsync(Guid? companyId, Command command, string seen, Act act, CancellationToken ct)
    {
        var made = await PrepareAsync(companyId, command, act, ct);
        if (!made.TryGet(out var prepared))
        {
            return Outcome<Guid>.Because(made.Problems);
        }

        if (seen != prepared.Digest)
        {
            return Changed;
        }

        var open = db.Set<Delegation>().Where(DelegationRule.OfferedAt(act.At)).Where(d => d.PrincipalId == prepared.PrincipalId);
        if (await open.CountAsync(ct) >= MostOpen)
        {
            return Problem.Conflict("identity.delegations-full", $"等待对方确认的委托已有 {MostOpen} 项，请先撤回不需要的。");
        }

        var delegation = Signed(prepared, act.NewId(), act.Actor.Id, "", act);
        db.Add(delegation);
        db.Record(delegation, act, "offered", new { delegation.Kind, delegation.AddressMasked, terms = prepared.Terms.Canonical, delegation.ConsentVersion });
        await TellAsync(delegation, prepared.Address, act, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? delegation.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The signed row of what was prepared.</summary>
    public Delegation Signed(Prepared prepared, Guid id, Guid signer, string counter, Act act) => new()
    {
        Id = id,
        Kind = prepared.Terms.Kind,
        PrincipalId = prepared.PrincipalId,
        PrincipalKind = prepared.PrincipalKind,
        PrincipalName = prepared.Terms.PrincipalName,
        SignedById = signer,
        DelegateName = prepared.Terms.DelegateName,
        AddressLookup = prepared.Address.Lookup,
        AddressMasked = prepared.Terms.AddressMasked,
        Acts = prepared.Terms.Acts,
        Scope = Mandate.ToJson(prepared.Terms.Scope),
        From = prepared.Terms.From,
        Until = prepared.Terms.Until,
        MostUses = prepared.Terms.MostUses,
        EndsWithCase = prepared.Terms.EndsWithCase,
        ConsentText = prepared.Text,
        ConsentVersion = Consent.Version,
        Seal = Consent.Seal(personal, prepared.Text, prepared.Terms, prepared.PrincipalId, signer, prepared.Address.Lookup, act.At),
        Counter = counter,
        OfferedAt = act.At,
    };

    private static IEnumerable<Problem> Faults(Command command, DateOnly today)
    {
        var from = command.From ?? today;
        if (from < today)
        {
            yield return Problem.Invalid("identity.delegation-from", "开始日期不能早于今天；不填写表示从今天开始。", nameof(Command.From));
        }

        if (command.Until is not { } until || until < from || until > today.AddYears(DelegationRule.LongestYears))
        {
            yield return Problem.Invalid("identity.delegation-term", $"请填写截止日期：不早于开始日期，并在 {DelegationRule.LongestYears} 年以内。", nameof(Command.Until));
        }

        if (command.Acts.Count == 0 || command.Acts.Any(a => MandateWords.All.All(k => k.Act != a)))
        {
            yield return Problem.Invalid("identity.delegation-acts", "请至少选择一项对方可以做的事。", nameof(Command.Acts));
        }
        else if (command.Acts.Contains(MandateActs.Sign) && !command.Acts.Contains(MandateActs.Apply))
        {
            yield return Problem.Invalid("identity.delegation-sign", "代为签署承诺书，须同时允许填写和提交申请。", nameof(Command.Acts));
        }

        if (command.MostUses is < 1 or > DelegationRule.MostUses)
        {
            yield return Problem.Invalid("identity.delegation-uses", $"次数请填 1 至 {DelegationRule.MostUses}；不限次数的不填。", nameof(Command.MostUses));
        }

        if (command.Kind is DelegationKind.Clerk or DelegationKind.Helper)
        {
            yield return Problem.Invalid("identity.delegation-kind", "请选择委托方式。", nameof(Command.Kind));
        }
    }

    private async Task<Outcome<IReadOnlyList<MandateScope>>> ScopeAsync(Command command, CancellationToken ct)
    {
        if (command.Everything)
        {
            return new List<MandateScope>();
        }

        var (codes, places, themes) = (command.Items.Distinct().ToList(), command.Organisations.Distinct().ToList(), command.Themes.Distinct().ToList());
        if (codes.Count + places.Count + themes.Count is 0 or > MostScope)
        {
            return Problem.Invalid("identity.delegation-scope", $"请选择可以代办的事项（最多 {MostScope} 项），或选“全部事项”。", nameof(Command.Everything));
        }

        List<MandateScope> scope = [];
        foreach (var code in codes)
        {
            if (await items.FindAsync(code, ct) is not { } item)
            {
                return Problem.Invalid("identity.delegation-item", "有一个事项目前不能申请，请重新选择。", nameof(Command.Everything));
            }

            scope.Add(new(MandateScopeKind.Item, item.ItemId, item.Name));
        }

        foreach (var id in themes)
        {
            // Of a theme he signs for what stands under it now: what comes under it later is another matter.
            if (await items.ThemeAsync(id, ct) is not { Items.Count: > 0 } theme)
            {
                return Problem.Invalid("identity.delegation-theme", "没有找到所选的主题，或主题下目前没有可以申请的事项。请重新选择。", nameof(Command.Everything));
            }

            scope.Add(new(MandateScopeKind.Theme, theme.Id, theme.Name) { Items = theme.Items });
        }

        var named = await db.Set<Organisation>().AsNoTracking().Where(o => places.Contains(o.Id)).OrderBy(o => o.Id).ToListAsync(ct);
        scope.AddRange(named.Select(o => new MandateScope(MandateScopeKind.Organisation, o.Id, o.Name)));
        return named.Count == places.Count ? scope : Problem.Invalid("identity.delegation-organisation", "没有找到所选的部门，请重新选择。", nameof(Command.Everything));
    }

    private async Task TellAsync(Delegation delegation, Addressee address, Act act, CancellationToken ct)
    {
        messages.Send(db, new NewMessage(
            act.Actor.Id, "已签署授权委托书",
            $"您已委托{Mask.Name(delegation.DelegateName)}（{delegation.AddressMasked}）{TextFor(delegation)}代办，对方接受后生效。", $"{delegation.Id}:by", $"/my/delegations/{delegation.Id}"));
        if (await address.FindAsync(db, delegation.DelegateName, ct) is { } asked)
        {
            messages.Send(db, new NewMessage(
                asked.Id, "请确认一项委托",
                $"{NameOf(delegation)}委托您代办事项。请在 30 天内登录查看范围和期限，再接受或者拒绝。", $"{delegation.Id}:to", $"/my/delegations/{delegation.Id}", Phone: personal.Open(asked.PhoneHidden)));
        }
    }

    private static string TextFor(Delegation delegation) => delegation.PrincipalKind == PartyKind.Company ? $"为“{delegation.PrincipalName}”" : "";

    /// <summary>As a message may show it.</summary>
    public static string NameOf(Delegation delegation) => delegation.PrincipalKind == PartyKind.Company ? $"“{delegation.PrincipalName}”" : Mask.Name(delegation.PrincipalName);
}
