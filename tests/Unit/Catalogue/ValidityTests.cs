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
    public void A_version_takes_effect_neither_in_the_past_nor_before_one_that_waits_and_is_not_named(string? effective, string? waiting, bool names, string code)
    {
        var found = Validity.Check(Day(effective), null, Day(waiting), 2, names, Today).ToList();

        Assert.Equal(code, string.Join(' ', found.Select(p => p.Code)));
        Assert.All(found, p => Assert.Equal(Validity.EffectiveField, p.Field));
    }

    [Fact, Requirement("01.17")]
    public void Of_versions_published_under_the_rule_every_one_holds_from_its_day_until_the_next_one_does()
    {
        var random = new Random(17);
        for (var round = 0; round < 300; round++)
        {
            var item = Item.First("000104002000", "", "国家", ItemKind.Basic);
            List<ItemVersion> published = [];
            var promised = new SortedDictionary<DateOnly, int>();
            for (var (day, n) = (Today, 0); n < 8; day = day.AddDays(random.Next(0, 20)), n++)
            {
                DateOnly? effective = random.Next(3) == 0 ? null : day.AddDays(random.Next(-3, 40));
                if (item.NextOn <= day)
                {
                    item.TakeEffect(Validity.Next(published, day));
                }

                if (Validity.Check(effective, null, item.EffectiveOn, item.CurrentVersion, false, day).Any())
                {
                    continue;
                }

                var version = ItemVersion.Of(item, new PublishRequest(item.Code, "节能审查", Guid.Empty, "", "", "国家", new ItemContent { TypeCode = "01", TypeName = "行政许可" }, "test") { PlanEffective = effective }, Guid.Empty, "", day.ToDateTime(new TimeOnly(4, 0), DateTimeKind.Utc));
                item.PutInForce(version, Guid.Empty, "", "01");
                published.Add(version);
                promised[effective ?? day] = version.Number;
                Assert.Equal(Validity.Next(published, day), item.NextOn);
            }

            foreach (var (day, number) in promised)
            {
                Assert.Equal(number, Validity.InForce(published.Where(v => v.PublishedAt.Date <= day.ToDateTime(TimeOnly.MinValue)), day)!.Number);
            }
        }
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

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
