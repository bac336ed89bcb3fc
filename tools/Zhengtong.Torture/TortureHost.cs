using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Web;

namespace Zhengtong.Torture;

/// <summary>The product on a store, without its web server: what works on cases and what delivers their events.</summary>
internal static class TortureHost
{
    public const string Region = "511602";
    public static readonly Guid Organisation = new("01900000-0000-7000-8000-0000000000f1");

    public static WebApplication Build(string connection) => ZhengtongHost.Build([], b =>
    {
        b.Configuration["Database:Connection"] = connection;
        b.Configuration["Data:ImportOnStart"] = "false";
        b.Configuration["Demo:Enabled"] = "false";
        b.Configuration["Urls"] = "http://127.0.0.1:0";
        b.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        b.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    });

    /// <summary>The schema, and one licence to apply for.</summary>
    public static async Task PrepareAsync(string connection)
    {
        await using var app = Build(connection);
        await ZhengtongHost.PrepareDatabaseAsync(app.Services, CancellationToken.None);
        await using var scope = app.Services.CreateAsyncScope();
        var act = Act.BySystem("torture", TimeProvider.System.GetUtcNow().UtcDateTime);
        var published = await scope.ServiceProvider.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest("511A0005200004-511602000000-000-115113016823646795-1-00", "食品经营许可（新办）", Organisation, "区市监局", Region, "四川省广安市广安区", Content, "torture"), act, CancellationToken.None);
        if (!published.Ok)
        {
            throw new InvalidOperationException(published.Problems[0].Message);
        }
    }

    private static ItemContent Content { get; } = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        LegalBasis = ["《中华人民共和国食品安全法》第三十五条"],
        Conditions = ["有与经营的食品品种、数量相适应的场所"],
        StatutoryLimit = new TimeLimit(20),
        PromisedLimit = new TimeLimit(10),
        Materials = [new ItemMaterial { Key = "id-card", Name = "居民身份证", SourceCode = "20", SourceNote = "公安机关核发" }],
        Steps =
        [
            new ItemStep("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk),
            new ItemStep("review", "审查", StepKind.Review, 2, Roles.Reviewer, 5),
            new ItemStep("joint-review", "联合审查", StepKind.Review, 2, Roles.Reviewer, 5, new Guid("01900000-0000-7000-8000-0000000000f2"), "区卫健局"),
            new ItemStep("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new ItemStep("issue", "出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
        PersonForm = "person-basic",
        CompanyForm = "company-basic",
        Result = new ItemResult { Name = "食品经营许可证", KindCode = "1", Template = "licence", ValidMonths = 60 },
    };
}
