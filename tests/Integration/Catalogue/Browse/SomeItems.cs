using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Browse;

/// <summary>A small catalogue of one county, its province and a text of law, published the product's own way.</summary>
internal static class SomeItems
{
    public const string County = "511602";
    public static readonly Guid Market = new("0190a000-0000-7000-8000-000000000001");
    public static readonly Guid Police = new("0190a000-0000-7000-8000-000000000002");

    public static readonly ItemContent Plain = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        Steps =
        [
            new("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk, 1),
            new("review", "审查", StepKind.Review, 2, Roles.Reviewer, 5),
            new("site", "现场核查", StepKind.Review, 2, Roles.Reviewer, 3),
            new("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new("issue", "制证出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
    };

    public static async Task AddRegionsAsync(TestHost host) => await host.InDatabaseAsync(async db =>
    {
        db.AddRange(
            new Region { Code = "51", ParentCode = "", Name = "四川省", FullName = "四川省", Level = 1 },
            new Region { Code = "5116", ParentCode = "51", Name = "广安市", FullName = "四川省广安市", Level = 2 },
            new Region { Code = County, ParentCode = "5116", Name = "广安区", FullName = "四川省广安市广安区", Level = 3 },
            new Region { Code = "511602001", ParentCode = County, Name = "浓洄街道", FullName = "四川省广安市广安区浓洄街道", Level = 4 },
            new Region { Code = "37", ParentCode = "", Name = "山东省", FullName = "山东省", Level = 1 });
        return await db.SaveChangesAsync();
    });

    public static Task<string> PublishAsync(TestHost host, string code, string name, ItemContent? content = null, string region = County, Guid? organisation = null, bool guideOnly = false, params Guid[] themes) =>
        host.InScopeAsync(async services =>
        {
            var publish = services.GetRequiredService<PublishItemVersion>();
            var request = new PublishRequest(code, name, organisation ?? Market, organisation == Police ? "区公安分局" : "区市场监管局", region,
                region switch { "" => "全国", County => "四川省广安市广安区", "51" => "四川省", _ => "山东省" }, content ?? Plain, "test")
            {
                GuideOnly = guideOnly,
                Themes = themes,
            };
            var done = await publish.PublishAsync(request, Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime), CancellationToken.None);
            return done.Ok ? code : throw new InvalidOperationException(done.Problems[0].Message);
        });

    public static IEnumerable<string> Names(this IDocument page, string list = ".zt-items") => page.QuerySelectorAll($"{list} .zt-item__name").Select(x => x.TextContent.Trim());
}
