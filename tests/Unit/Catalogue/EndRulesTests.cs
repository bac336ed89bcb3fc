using System.Text;
using Microsoft.Extensions.Configuration;
using Xunit;
using Zhengtong.Catalogue.Ends;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class EndRulesTests
{
    private static EndAddress Addresses(string hosts) => new(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Catalogue:EndHosts"] = hosts }).Build());

    [Theory]
    [Requirement("01.38")]
    [InlineData("https://app.example.gov.cn/items/{code}", true)]
    [InlineData("http://10.0.0.5:8080/i?c={code}", true)]
    [InlineData("http://10.0.0.5:8081/i?c={code}", false)]
    [InlineData("https://app.example.gov.cn.evil.cn/{code}", false)]
    [InlineData("https://evil.cn/app.example.gov.cn/{code}", false)]
    [InlineData("https://app.example.gov.cn@evil.cn/{code}", false)]
    [InlineData("https://{code}.evil.cn/", false)]
    [InlineData("gopher://app.example.gov.cn/{code}", false)]
    [InlineData("/items/{code}", false)]
    [InlineData("https://app.example.gov.cn/items", false)]
    public void Only_addresses_of_named_hosts_with_a_place_for_the_code_are_fetched(string address, bool fetched)
    {
        var addresses = Addresses("app.example.gov.cn, 10.0.0.5:8080");

        Assert.Equal(fetched, addresses.Refusal(address) is null);
        Assert.Equal(fetched, addresses.Of(address, "511A@51/../x") is not null);
        Assert.Null(Addresses("").Of(address, "1"));
    }

    [Fact]
    public void A_code_cannot_lead_to_another_path() =>
        Assert.Equal("/items/a%2F..%2Fb", Addresses("h.cn").Of("https://h.cn/items/{code}", "a/../b")!.AbsolutePath);

    [Theory]
    [InlineData("{\"elements\":{\"task_name\":\"甲\\n乙\"}}", "name")]
    [InlineData("{\"elements\":{\"name\":[\"甲\",\"乙\"]}}", "name")]
    public void Elements_are_known_by_key_and_by_national_field(string json, string key) =>
        Assert.Equal(["甲", "乙"], ShownElements.Read(Encoding.UTF8.GetBytes(json)).Value[key]);
}
