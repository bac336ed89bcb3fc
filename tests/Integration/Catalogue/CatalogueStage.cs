using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>What the tests of the catalogue do again and again.</summary>
internal static class CatalogueStage
{
    public const string FoodLicence = "511A0005200004-511602000000-000-115113016823646795-1-00";

    public static Zhengtong.Platform.Access.Act Act(this TestHost host) => Zhengtong.Platform.Access.Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime);

    public static DataFolder Data(this TestHost host) =>
        DataFolder.Find(host.Services.GetRequiredService<IConfiguration>(), host.Services.GetRequiredService<IHostEnvironment>()) ?? throw new InvalidOperationException("No data folder above the tests.");

    public static Task<IReadOnlyList<ImportRun>> ImportAllAsync(this TestHost host, CancellationToken ct) =>
        host.InScopeAsync(async s => (await s.GetRequiredService<ImportItems>().FolderAsync(host.Data(), host.Act(), null, ct)).Value);

    public static PublishRequest Request(string code, string name = "娱乐场所设立审批") =>
        new(code, name, new Guid("0197a000-0000-7000-8000-000000000001"), "广安区行政审批局", "511602", "四川省广安市广安区", Content(), "test");

    public static ItemContent Content() => new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        Materials = [new ItemMaterial { Key = "m1", Name = "申请书", SourceCode = "10" }],
        Steps =
        [
            new ItemStep("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk),
            new ItemStep("decide", "决定", StepKind.Decide, 2, Roles.Approver),
            new ItemStep("issue", "出件", StepKind.Issue, 3, Roles.IssueClerk),
        ],
    };
}
