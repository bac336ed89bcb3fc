using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Platform.Access;

public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("https://zwfw.example.gov.cn", "https://zwfw.example.gov.cn/track")]
    [InlineData("https://zwfw.example.gov.cn/", "https://zwfw.example.gov.cn/track")]
    [InlineData("https://www.example.gov.cn/zwfw/", "https://www.example.gov.cn/zwfw/track")]
    [InlineData(null, "http://localhost:5000/track")]
    public void Paths_follow_the_address_after_one_slash(string? setting, string track)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(SiteAddress.Setting, setting)]).Build();
        var request = new DefaultHttpContext { Request = { Scheme = "http", Host = new HostString("localhost:5000") } }.Request;
        Assert.Equal(track, request.Site(configuration) + "/track");
    }
}
