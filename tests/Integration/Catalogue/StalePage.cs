using System.Net;
using Xunit;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>A page that was opened before what it shows became something else.</summary>
internal static class StalePage
{
    /// <summary>Presses the button of such a page (<c>FillInAsync</c>): refused, and said why on what stands there now.</summary>
    /// <returns>The page that answers.</returns>
    public static async Task<string> IsStaleAsync(this Func<Task<HttpResponseMessage>> press)
    {
        using var answer = await press();
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("这份内容刚刚被其他人处理过", page, StringComparison.Ordinal);
        return page;
    }
}
