using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class PostTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.17")]
    public async Task Who_has_two_posts_chooses_one_of_his_own(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        Assert.Equal("/account/post", (await host.SignInAsync(browser, "approver2")).Headers.Location!.OriginalString);
        var posts = await host.InDatabaseAsync(db => db.Set<StaffPost>().AsNoTracking().ToListAsync(Ct));
        var own = (await browser.PageAsync("/account/post")).QuerySelectorAll("input[name=postId]").Select(i => Guid.Parse(i.GetAttribute("value")!)).ToList();
        Assert.Equal(2, own.Count);
        var admins = posts.First(p => p.Role == Roles.Administrator).Id;

        // No post, no role: led to the question; another's post is not taken and leads there again.
        Assert.StartsWith("/account/post?", (await browser.GetAsync(new Uri("/office/staff", UriKind.Relative), Ct)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.StartsWith("/account/post?", (await browser.SubmitAsync("/account/post", new() { ["postId"] = admins.ToString() })).Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("/office", (await browser.SubmitAsync("/account/post", new() { ["postId"] = own[0].ToString() })).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(new Uri("/office/staff", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SubmitAsync("/account/post", new() { ["postId"] = admins.ToString() })).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.17", "18.07")]
    public async Task An_applicant_is_told_in_plain_words_that_a_staff_page_is_not_his(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var answer = await (await host.BrowserAsync("zhangsan")).GetAsync(new Uri("/office/staff", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("您现在的身份不能查看这个页面", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }
}
