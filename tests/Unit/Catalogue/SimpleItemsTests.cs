using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class SimpleItemsTests
{
    private static readonly ItemContent Simple = new()
    {
        TypeCode = SimpleItems.PublicService,
        TypeName = "公共服务",
        Simple = true,
        HandleForms = ["1", "3"],
        Places = [new ServicePlace("金安大道168号", "工作日 9:00-17:00")],
        ConsultPhone = "0826-1111111",
        Fee = new FeeTerms { Charged = false },
    };

    [Fact]
    public void The_least_set_is_asked_for_and_both_ways_must_be_open()
    {
        static string[] Found(ItemContent content) => [.. SimpleItems.Check(new PublishRequest("DEMO-511602-001", "公交线路查询", Guid.Empty, "区交通局", "511602", "广安区", content, "")).Select(p => p.Code)];

        Assert.Empty(Found(Simple));
        Assert.Equal(["catalogue.simple-type"], Found(Simple with { TypeCode = "01" }));
        Assert.Equal(["catalogue.simple-channels"], Found(Simple with { HandleForms = ["1"] }));
        Assert.Equal(["catalogue.simple-channels"], Found(Simple with { HandleForms = ["2", "3"] }));
        Assert.Equal(["catalogue.simple-places"], Found(Simple with { Places = [] }));
        Assert.Equal(["catalogue.simple-consult"], Found(Simple with { ConsultPhone = "" }));
        Assert.Equal(["catalogue.simple-fee"], Found(Simple with { Fee = new FeeTerms() }));
    }
}
