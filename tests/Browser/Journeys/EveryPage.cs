using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Browser.Journeys;

/// <summary>
/// Every page of the product that an address alone opens, in 长者模式 on a phone and at 320 px: nothing serious for axe, nobody scrolls sideways, type and targets large enough. A page that is new is
/// in it without a word. Pages of one case, one item are looked at where a journey makes one.
/// </summary>
[Collection(BrowserRun.Name)]
public sealed class EveryPage(BrowserStage stage)
{
    /// <summary>Whoever may open most of what is left, one after the other; null is nobody.</summary>
    private static readonly string?[] Visitors =
        [null, "zhangsan", "company1", "manager1", "province1", "editor1", "clerk1", "lead1", "reviewer1", "approver1", "issuer1", "supervisor1", "expert1", "admin1"];

    /// <summary>Parts of pages, what answers with no page of its own, and steps that open only to whoever came by the one before, or has just proved who he is.</summary>
    private static readonly string[] Elsewhere =
        ["/account/sign-out", "/error", "/search/suggest", "/account/code", "/account/step-up", "/account/password", "/account/authenticator", "/sso/authorize"];

    [Fact]
    [Requirement("18.01", "18.03", "18.04", "18.05")]
    public async Task Large_type_fits_reads_and_is_hit()
    {
        var left = Addresses().ToList();
        Assert.True(left.Count > 100, $"{left.Count} pages");
        List<string> wrong = [];
        foreach (var login in Visitors)
        {
            await using var visitor = await Visitor.OpenAsync(stage, Screen.Phone, "every");
            await visitor.EnlargeAsync();
            if (login is not null)
            {
                await visitor.EnterAsync(login);
            }

            foreach (var address in left.ToList())
            {
                // Whether he may is asked without drawing the page.
                if ((await visitor.Page.APIRequest.GetAsync(address, new() { MaxRedirects = 0 })).Status != 200)
                {
                    continue;
                }

                left.Remove(address);
                await visitor.Page.SetViewportSizeAsync(390, 844);
                await visitor.Page.GotoAsync(address);
                wrong.AddRange(await visitor.FaultsAsync(address));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(left.Count == 0, "Nobody of those asked may open: " + string.Join(' ', left));
    }

    private IEnumerable<string> Addresses() => stage.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<PageActionDescriptor>() is not null && e.RoutePattern.Parameters.All(p => p.IsOptional))
        .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Where(s => s.IsSimple && s.Parts[0].IsLiteral).Select(s => ((RoutePatternLiteralPart)s.Parts[0]).Content)))
        .Distinct().Where(a => !Elsewhere.Contains(a)).Order(StringComparer.Ordinal);
}
