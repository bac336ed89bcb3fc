using Xunit;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue.Agreement;

public sealed class GrantExceptionTests
{
    [Theory, Requirement("01.28")]
    [InlineData("", "51", true)]
    [InlineData("51", "51", true)]
    [InlineData("51", "5116", true)]
    [InlineData("5116", "5116", true)]
    [InlineData("5116", "51", false)]
    [InlineData("511602", "5116", false)]
    [InlineData("51", "", false)]
    [InlineData("52", "51", false)]
    public void Who_keeps_the_entry_or_a_catalogue_above_it_lets_items_deviate_and_nobody_below(string manager, string entry, bool may)
    {
        var parent = Item.First(Item.BasicCode("000131001000", entry), entry, entry, ItemKind.Basic);

        Assert.Equal(may, GrantException.MayGrant(Of(Roles.CatalogueManager, manager), parent));
        Assert.False(GrantException.MayGrant(Of(Roles.ItemEditor, manager), parent));
    }

    private static Actor Of(string role, string region) => new(Guid.CreateVersion7(), "测试", ActorKind.Staff, new Post(Guid.CreateVersion7(), role, Guid.CreateVersion7(), "", region));
}
