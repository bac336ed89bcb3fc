using System.Net;
using Microsoft.Extensions.Configuration;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect.Links;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>Which addresses the platform may ask, and which an item names.</summary>
public sealed class LinkHostsTests
{
    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2400:3200::1", true)]
    public void An_address_of_a_network_of_ones_own_is_not_public(string address, bool open) => Assert.Equal(open, LinkHosts.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("", "http://www.gov.cn/a", false)]
    [InlineData("*", "http://www.gov.cn/a", true)]
    [InlineData("*.gov.cn", "https://zwfw.sc.gov.cn/a?b=c", true)]
    [InlineData("*.gov.cn", "https://gov.cn.example.org/", false)]
    [InlineData("*.gov.cn", "ftp://www.gov.cn/", false)]
    [InlineData("*.gov.cn", "http://a:b@www.gov.cn/", false)]
    [InlineData("127.0.0.1:81", "http://127.0.0.1:82/", false)]
    [InlineData("127.0.0.1:81", "http://127.0.0.1:81/", true)]
    [InlineData("*", "file:///etc/passwd", false)]
    public void Only_named_hosts_are_asked(string hosts, string address, bool may)
    {
        var rules = new LinkHosts(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Catalogue:LinkHosts"] = hosts }).Build());

        Assert.Equal(may, rules.Of(address) is not null);
        Assert.Equal(hosts.Length > 0, rules.AnyMayBeAsked);
    }

    [Fact]
    [Requirement("02.14")]
    public void Addresses_are_found_wherever_an_item_names_them_and_end_where_the_sentence_goes_on() => Assert.Equal(
        ["https://a.gov.cn/x?y=1", "http://b.gov.cn/", "https://c.gov.cn/d"],
        OutwardLinks.Of(new ItemContent
        {
            TypeCode = "01", TypeName = "行政许可", SourceUrl = "https://a.gov.cn/x?y=1", Conditions = ["见（http://b.gov.cn/）。", "同上 https://a.gov.cn/x?y=1"],
            Questions = [new("？", "打开https://c.gov.cn/d，再试；没有地址的 http:// 不算")],
        }));
}
