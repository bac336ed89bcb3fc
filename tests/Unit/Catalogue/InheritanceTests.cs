using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
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
