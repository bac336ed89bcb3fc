using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class InheritanceTests
{
    /// <summary>Whatever pair is taken, at most one of the two inherits from the other: a circle has no beginning.</summary>
    [Fact, Requirement("01.17")]
    public void Entries_inherit_upwards_only_so_that_inheritance_cannot_come_round()
    {
        string[] regions = ["", "51", "5116", "511602", "52"];
        foreach (var lower in regions)
        {
            foreach (var upper in regions)
            {
                Assert.Equal(lower.Length > upper.Length && lower.StartsWith(upper, StringComparison.Ordinal), Inherits(lower, upper));
            }
        }
    }

    [Fact, Requirement("01.17")]
    public void An_implementation_item_is_nobodys_entry()
    {
        var item = Item.First("I-1", "511602", "广安区", ItemKind.Implementation);
        Assert.Throws<InvalidOperationException>(() => Item.First("I-2", "511602", "广安区", ItemKind.Implementation).Adopt(item));
        Assert.Throws<InvalidOperationException>(() => item.Adopt(item));
    }

    [Fact, Requirement("01.13", "01.17")]
    public void An_item_hangs_under_entries_of_its_own_region_and_of_those_above_only()
    {
        foreach (var (entry, above) in ((string, bool)[])[("", true), ("51", true), ("5116", true), ("511602", true), ("511603", false), ("5117", false), ("50", false), ("511602001", false)])
        {
            var item = Item.First("I-1", "511602", "广安区", ItemKind.Implementation);
            var upper = Item.First(Item.BasicCode("000119001000", entry), entry, entry, ItemKind.Basic);
            Assert.Equal(above, item.MayFollow(upper));
            if (above)
            {
                item.Adopt(upper);
                continue;
            }

            Assert.Throws<InvalidOperationException>(() => item.Adopt(upper));
        }
    }

    [Fact, Requirement("01.13", "01.17")]
    public void The_nearest_entry_is_of_the_longest_region_above_and_two_of_one_catalogue_are_none()
    {
        string[] all = ["", "51", "5116", "5117", "50"];
        Assert.Equal(["", "51", "5116", "511602"], Region.PathOf("511602"));
        Assert.Equal("5116", EntriesAbove.Nearest(all, "511602", r => r));
        Assert.Equal("51", EntriesAbove.Nearest(all, "511", r => r));
        Assert.Equal("", EntriesAbove.Nearest(all, "37", r => r));
        Assert.Null(EntriesAbove.Nearest([.. all, "5116"], "511602", r => r));
        Assert.Null(EntriesAbove.Nearest<string>([], "511602", r => r));
    }

    private static bool Inherits(string lower, string upper)
    {
        var entry = Item.First(Item.BasicCode("000119001000", lower), lower, lower, ItemKind.Basic);
        try
        {
            entry.Adopt(Item.First(Item.BasicCode("000119001000", upper), upper, upper, ItemKind.Basic));
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
