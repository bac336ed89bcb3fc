using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;
using Xunit;

namespace Zhengtong.Tests.Unit.Cases.Apply;

public sealed class SubmissionCheckTests
{
    private static readonly ItemContent Content = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        Situations = [new("shop", "一般"), new("vending", "设备")],
        Materials =
        [
            new() { Key = "id", Name = "身份证" },
            new() { Key = "plan", Name = "平面图", Committable = true },
            new() { Key = "report", Name = "报告", Tolerable = true },
            new() { Key = "device", Name = "设备合格证明", Situations = ["vending"] },
            new() { Key = "more", Name = "其他", Need = MaterialNeed.Optional },
        ],
        Commitment = new CommitmentTerms("", "", "", ""),
        ToleranceDays = 5,
    };

    private static readonly DraftMaterial[] Whole = [Given("id"), Given("plan"), Given("report")];

    [Fact]
    public void A_whole_application_has_no_problem() => Assert.Empty(Check(Content, Whole));

    [Theory]
    [InlineData("id")]
    [InlineData("plan")]
    [InlineData("report")]
    [Requirement("02.15")]
    public void Each_required_material_is_asked_for_at_its_own_field(string key) =>
        Assert.Equal([$"material-{key}"], Check(Content, [.. Whole.Where(m => m.Key != key)]));

    [Fact]
    [Requirement("02.15")]
    public void A_situation_asks_for_its_own_materials_only()
    {
        Assert.Empty(Check(Content, Whole));
        Assert.Equal(["material-device"], Check(Content, Whole, d => d.Situation = "vending"));
    }

    [Fact]
    [Requirement("05.01")]
    public void A_commitment_stands_in_for_what_may_be_committed_and_nothing_else()
    {
        Assert.Empty(Check(Content, [Given("id"), Given("report")], Promised(Mode.Commitment)));
        Assert.Equal(["material-report"], Check(Content, [Given("id")], Promised(Mode.Commitment)));
    }

    [Fact]
    [Requirement("05.04")]
    public void Tolerance_lets_what_is_tolerable_follow_and_nothing_else()
    {
        Assert.Empty(Check(Content, [Given("id"), Given("plan")], Promised(Mode.Tolerance)));
        Assert.Equal(["material-plan"], Check(Content, [Given("id")], Promised(Mode.Tolerance)));
    }

    [Theory]
    [InlineData((int)Mode.Commitment)]
    [InlineData((int)Mode.Tolerance)]
    [Requirement("05.01", "05.04")]
    public void Both_ways_want_a_signature(int mode) => Assert.Equal(["promise"], Check(Content, Whole, d => d.Mode = (Mode)mode));

    [Fact]
    [Requirement("05.01", "05.04")]
    public void A_way_that_the_item_does_not_offer_is_refused()
    {
        Assert.Equal(["mode"], Check(Content with { Commitment = null }, Whole, Promised(Mode.Commitment)));
        Assert.Equal(["mode"], Check(Content with { ToleranceDays = null }, Whole, Promised(Mode.Tolerance)));
    }

    [Fact]
    public void An_unknown_situation_is_refused() => Assert.Contains("situation", Check(Content, Whole, d => d.Situation = ""));

    [Fact]
    public void A_courier_needs_an_address_and_an_item_that_sends_by_courier()
    {
        Assert.Equal(["deliveryAddress"], Check(Content, Whole, d => d.Delivery = DeliveryMethods.Courier));
        Assert.Equal(["delivery"], Check(Content with { Courier = false }, Whole, d => (d.Delivery, d.DeliveryAddress) = (DeliveryMethods.Courier, "某处")));
    }

    private static Action<Draft> Promised(Mode mode) => d => (d.Mode, d.PromisedAt) = (mode, DateTime.UnixEpoch);

    private static DraftMaterial Given(string key) => new(key, Guid.NewGuid(), key + ".pdf", 1);

    private static List<string?> Check(ItemContent content, IReadOnlyList<DraftMaterial> given, Action<Draft>? adjust = null)
    {
        var draft = new Draft
        {
            Id = Guid.NewGuid(), PartyId = Guid.NewGuid(), PartyKind = PartyKind.Person, PartyName = "张三", CreatedById = Guid.NewGuid(), ItemVersionId = Guid.NewGuid(), ItemCode = "c",
            ItemName = "n", FormKey = "f", FormVersion = "s1", CreatedAt = DateTime.UnixEpoch, SavedAt = DateTime.UnixEpoch, Situation = "shop",
        };
        adjust?.Invoke(draft);
        var item = new PublishedItem(draft.ItemVersionId, Guid.NewGuid(), 1, "c", "n", Guid.NewGuid(), "o", "511602", "r", DateTime.UnixEpoch, content);
        draft.PromiseText = Undertaking.Of(item, draft, given)?.TextVersion ?? "";
        return [.. SubmissionCheck.Of(item, draft, given).Select(p => p.Field)];
    }
}
