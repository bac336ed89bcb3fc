using Xunit;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class DelegationRuleTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Guid Item = Guid.CreateVersion7();
    private static readonly Guid Office = Guid.CreateVersion7();

    /// <summary>What the query asks and what the page says are one rule, on every day of a delegation's life.</summary>
    [Fact]
    [Requirement("08.10", "08.11")]
    public void It_is_alive_on_exactly_the_days_on_which_its_state_says_so()
    {
        foreach (var (d, state, alive) in new[]
        {
            (Of(), DelegationState.Live, true),
            (Of(accepted: false), DelegationState.Offered, false),
            (Of(from: 1), DelegationState.NotYet, false),
            (Of(from: -2, until: 0), DelegationState.Live, true),
            (Of(from: -2, until: -1), DelegationState.Expired, false),
            (Of(most: 1, uses: 1), DelegationState.UsedUp, true),
            (Of(most: 2, uses: 1), DelegationState.Live, true),
        })
        {
            Assert.Equal(state, DelegationRule.StateOf(d, Now));
            Assert.Equal(alive, DelegationRule.AliveOn(Today).Compile()(d));
        }

        foreach (var (end, state) in new (Action<Delegation>, DelegationState)[] { (d => d.RevokedAt = Now, DelegationState.Revoked), (d => d.EndedAt = Now, DelegationState.Ended) })
        {
            var d = Of();
            end(d);
            Assert.Equal(state, DelegationRule.StateOf(d, Now));
            Assert.False(DelegationRule.AliveOn(Today).Compile()(d));
        }
    }

    [Fact]
    [Requirement("08.11")]
    public void An_offer_lapses_after_thirty_days_and_one_that_is_taken_back_was_withdrawn()
    {
        var d = Of(accepted: false);
        Assert.True(DelegationRule.OfferedAt(Now.AddDays(30).AddTicks(-1)).Compile()(d));
        Assert.False(DelegationRule.OfferedAt(Now.AddDays(30)).Compile()(d));
        Assert.Equal(DelegationState.Lapsed, DelegationRule.StateOf(d, Now.AddDays(30)));
        d.RevokedAt = Now;
        Assert.Equal(DelegationState.Withdrawn, DelegationRule.StateOf(d, Now));
        Assert.False(DelegationRule.OfferedAt(Now).Compile()(d));
    }

    [Fact]
    [Requirement("08.11")]
    public void It_admits_an_application_for_what_it_covers_while_a_use_is_left()
    {
        Assert.True(DelegationRule.Admits(Of(), Item, Guid.Empty));
        Assert.False(DelegationRule.Admits(Of(), Guid.CreateVersion7(), Guid.Empty));
        Assert.True(DelegationRule.Admits(Of(scope: [new(MandateScopeKind.Organisation, Office, "某局")]), Guid.CreateVersion7(), Office));
        // The id of an organisation is no item, and the other way round.
        Assert.False(DelegationRule.Admits(Of(scope: [new(MandateScopeKind.Organisation, Item, "某局")]), Item, Office));
        Assert.True(DelegationRule.Admits(Of(scope: []), Guid.CreateVersion7(), Guid.CreateVersion7()));
        Assert.False(DelegationRule.Admits(Of(acts: MandateActs.Follow | MandateActs.Collect), Item, Office));
        Assert.True(DelegationRule.Admits(Of(most: 2, uses: 1), Item, Office));
        Assert.False(DelegationRule.Admits(Of(most: 2, uses: 2), Item, Office));
    }

    [Fact]
    [Requirement("08.11")]
    public void It_is_done_when_nothing_is_open_and_it_ends_with_its_task_or_has_no_use_left()
    {
        Assert.True(DelegationRule.Done(Of(uses: 1, ends: true), 0));
        Assert.False(DelegationRule.Done(Of(uses: 1, ends: true), 1));
        Assert.False(DelegationRule.Done(Of(uses: 1), 0));
        Assert.True(DelegationRule.Done(Of(most: 1, uses: 1), 0));
        Assert.False(DelegationRule.Done(Of(most: 2, uses: 1), 0));
        Assert.False(DelegationRule.Done(Of(ends: true), 0));
    }

    [Fact]
    [Requirement("08.10")]
    public void The_text_names_agent_matters_powers_and_term()
    {
        var text = Consent.TextOf(new DelegationTerms(
            DelegationKind.Family, "张三", "李四", "199****0002", MandateActs.Apply | MandateActs.Follow, [new(MandateScopeKind.Item, Item, "食品经营许可"), new(MandateScopeKind.Organisation, Office, "某局")],
            Today, Today.AddDays(30), 2, true));
        foreach (var said in new[] { "委托人：张三", "受托人：李四（199****0002）", "“食品经营许可”、某局的全部事项", "填写、提交、补正、缴费；查看办理进度", "2026年3月2日至2026年4月1日，最多申请 2 次，所办的事办完即终止", "第一百六十五条" })
        {
            Assert.Contains(said, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("代为签署", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mandate_comes_back_from_its_claim_as_it_was()
    {
        var mandate = new Mandate(Item, "亲友代办", MandateActs.Apply | MandateActs.Collect, [new(MandateScopeKind.Item, Item, "食品“经营”")], Today, 3);
        var back = Mandate.OfClaim(mandate.ToClaim());
        Assert.Equal((mandate.Id, mandate.Kind, mandate.Acts, mandate.Until, mandate.Left), (back.Id, back.Kind, back.Acts, back.Until, back.Left));
        Assert.Equal(mandate.Scope, back.Scope);
    }

    private static Delegation Of(
        bool accepted = true, int from = 0, int until = 30, int? most = null, int uses = 0, bool ends = false, MandateActs acts = MandateActs.Apply, List<MandateScope>? scope = null) => new()
    {
        Id = Guid.CreateVersion7(), Kind = DelegationKind.Agency, PrincipalId = Guid.CreateVersion7(), PrincipalKind = PartyKind.Person, PrincipalName = "张三", SignedById = Guid.Empty, DelegateName = "李四",
        AddressLookup = "", AddressMasked = "", Acts = acts, Scope = Mandate.ToJson(scope ?? [new(MandateScopeKind.Item, Item, "事项")]), From = Today.AddDays(from), Until = Today.AddDays(until), MostUses = most,
        Uses = uses, EndsWithCase = ends, ConsentText = "", ConsentVersion = "", Seal = "", OfferedAt = Now, AcceptedAt = accepted ? Now : null,
    };
}
