using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class ValidityTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory, Requirement("01.17", "01.12")]
    [InlineData(null, null, false, "")]
    [InlineData("2026-03-01", null, false, "catalogue.effective-past")]
    [InlineData("2026-03-02", null, false, "")]
    [InlineData("2026-03-02", "2026-03-02", false, "")]
    [InlineData(null, "2026-06-01", false, "catalogue.effective-before-waiting")]
    [InlineData("2026-05-31", "2026-06-01", false, "catalogue.effective-before-waiting")]
    [InlineData("2026-06-01", "2026-06-01", false, "")]
    [InlineData("2026-07-01", "2026-06-01", false, "")]
    [InlineData(null, "2026-06-01", true, "")]
    [InlineData("2026-03-01", "2026-06-01", true, "catalogue.effective-past")]
    [InlineData("2026-06-01", "2026-06-01", true, "")]
    [InlineData("2026-07-01", "2026-06-01", true, "catalogue.effective-after-waiting")]
    public void A_version_takes_effect_neither_in_the_past_nor_before_one_that_waits_and_is_not_named_nor_after_one_that_is(string? effective, string? waiting, bool names, string code)
    {
        var found = Validity.Check(Day(effective), null, Day(waiting), 2, Day(waiting), names, Today).ToList();

        Assert.Equal(code, string.Join(' ', found.Select(p => p.Code)));
        Assert.All(found, p => Assert.Equal(Validity.EffectiveField, p.Field));
    }

    [Fact, Requirement("01.17")]
    public void Of_versions_published_under_the_rule_every_one_holds_from_its_day_until_the_next_one_does_and_a_withdrawn_one_never()
    {
        var random = new Random(17);
        for (var round = 0; round < 300; round++)
        {
            var item = Item.First("000104002000", "", "国家", ItemKind.Basic);
            List<ItemVersion> published = [];
            var promised = new SortedDictionary<DateOnly, int>();
            List<(DateOnly Since, int Number)> withdrawn = [];
            for (var (day, n) = (Today, 0); n < 8; day = day.AddDays(random.Next(0, 20)), n++)
            {
                DateOnly? effective = random.Next(3) == 0 ? null : day.AddDays(random.Next(-3, 40));
                if (item.NextOn <= day)
                {
                    item.TakeEffect(Validity.Next(published, day));
                }

                var now = Validity.InForce(published, day)?.Number ?? 0;
                var names = round % 2 == 1 && now > 0 && now < item.CurrentVersion && random.Next(2) == 0;
                if (Validity.Check(effective, null, item.EffectiveOn, item.CurrentVersion, item.NextOn, names, day).Any())
                {
                    continue;
                }

                if (names)
                {
                    withdrawn.AddRange(Enumerable.Range(now + 1, item.CurrentVersion - now).Select(number => (day, number)));
                }

                var version = VersionOf(item, effective, day);
                item.PutInForce(version, Guid.Empty, "", "01");
                published.Add(version);
                promised[effective ?? day] = version.Number;
                Assert.Equal(Validity.Next(published, day), item.NextOn);
            }

            foreach (var (since, number) in withdrawn)
            {
                Assert.All(Enumerable.Range(0, 250), n => Assert.NotEqual(number, InForceOn(published, since.AddDays(n))));
            }

            // Whose place is taken keeps no promise.
            foreach (var (day, number) in promised.Where(p => withdrawn.All(w => w.Number != p.Value)))
            {
                Assert.Equal(number, InForceOn(published, day));
            }
        }
    }

    [Fact, Requirement("01.17")]
    public void A_withdrawal_comes_before_the_first_of_those_that_wait_and_is_overtaken_by_it()
    {
        DateOnly june = new(2026, 6, 1), july = new(2026, 7, 1);
        Assert.Equal("catalogue.effective-after-waiting", Assert.Single(Validity.Check(june.AddDays(9), null, july, 3, june, true, Today)).Code);
        Assert.Empty(Validity.Check(june, null, july, 3, june, true, Today));

        var item = Item.First("000104002000", "", "国家", ItemKind.Basic);
        List<ItemVersion> versions = [];
        foreach (var day in (DateOnly?[])[null, june, july])
        {
            versions.Add(VersionOf(item, day, Today));
            item.PutInForce(versions[^1], Guid.Empty, "", "01");
        }

        bool Overtaken(int from, DateOnly today) => versions.AsQueryable().Overtaking(from, today).Any();
        Assert.Equal((false, true, false, true), (Overtaken(1, june.AddDays(-1)), Overtaken(1, june), Overtaken(2, july.AddDays(-1)), Overtaken(2, july)));
    }

    [Theory, Requirement("01.17")]
    [InlineData(null, null, "2026-06-01", "2026-06-01")]
    [InlineData("2026-05-01", null, "2026-06-01", "2026-05-01")]
    [InlineData("2026-07-01", null, "2026-06-01", "2026-06-01")]
    [InlineData("2026-05-01", null, null, "2026-05-01")]
    [InlineData("2026-06-01", "2026-06-01", null, null)]
    [InlineData("2026-06-01", "2026-06-01", "2026-09-01", "2026-09-01")]
    public void An_item_that_takes_a_version_over_keeps_its_own_earlier_end_and_not_one_that_only_came_from_above(string? own, string? before, string? entry, string? end) =>
        Assert.Equal(Day(end), Validity.End(Day(own), Day(before), Day(entry)));

    private static int InForceOn(IEnumerable<ItemVersion> published, DateOnly day) =>
        Validity.InForce(published.Where(v => v.PublishedAt.Date <= day.ToDateTime(TimeOnly.MinValue)), day)!.Number;

    private static ItemVersion VersionOf(Item item, DateOnly? effective, DateOnly day)
    {
        var content = new ItemContent { TypeCode = "01", TypeName = "行政许可" };
        var request = new PublishRequest(item.Code, "节能审查", Guid.Empty, "", "", "国家", content, "test") { PlanEffective = effective };
        return ItemVersion.Of(item, request, Guid.Empty, "", day.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
