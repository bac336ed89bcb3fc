using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>A host with the people of the demo and one item of the market office, as the tests of the inspection use it.</summary>
internal sealed class InspectStage(TestHost host) : IAsyncDisposable
{
    public const string Code = "511A0017200012-511602000000-000-115113016823646795-1-00";
    public static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    public TestHost Host { get; } = host;

    public static ItemContent Good => CatalogueStage.Content() with
    {
        LegalBasis = ["《娱乐场所管理条例》第九条"],
        ForPersons = false,
        Materials = [new ItemMaterial { Key = "m1", Name = "营业执照", SourceCode = "20" }],
        StatutoryLimit = new(20),
        PromisedLimit = new(10),
        Visits = 1,
        VisitsReason = "现场核验",
        HandleForms = ["1", "2"],
        EntersHall = true,
        Places = [new("广安区政务服务中心", "09:00-17:00")],
        ConsultPhone = "0826-2222222",
        ComplaintPhone = "0826-3333333",
        Questions = [new("多久？", "十天。")],
        Steps =
        [
            new ItemStep("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk),
            new ItemStep("review", "审查", StepKind.Review, 2, Roles.Reviewer),
            new ItemStep("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new ItemStep("issue", "出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
    };

    public static async Task<InspectStage> OpenAsync(Engine engine, Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>? adjust = null) => new(await SignInKit.StartDemoAsync(engine, adjust));

    public Task<Guid> PublishAsync(ItemContent content, string code = Code, string name = "娱乐场所设立审批", string organisation = DemoPeople.MarketOffice, DateOnly? effective = null) => Host.InScopeAsync(async s =>
    {
        var of = (await s.GetRequiredService<IOrganisations>().InRegionAsync("511602", Ct)).Single(o => o.Name == organisation);
        var request = new PublishRequest(code, name, of.Id, of.Name, "511602", "四川省广安市广安区", content, "test") { PlanEffective = effective };
        var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(request, Host.Act(), Ct);
        if (!done.Ok)
        {
            throw new InvalidOperationException(done.Problems[0].Message);
        }

        var item = await s.GetRequiredService<Database>().Set<Item>().Where(i => i.Code == code).Select(i => i.Id).SingleAsync(Ct);
        await s.GetRequiredService<RecheckItem>().HandleAsync(new ItemPublished(item, done.Value, code), Guid.NewGuid(), Ct);
        await s.GetRequiredService<Database>().SaveChangesAsync(Ct);
        return item;
    });

    public Task<InspectionRun> RunAsync(bool full = true) => Host.InScopeAsync(s => s.GetRequiredService<InspectAll>().RunAsync(full, null, Ct));

    public Task<List<Finding>> FindingsAsync(bool open = true) => Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => (f.ClosedAt == null) == open).OrderBy(f => f.RuleKey).ToListAsync(Ct));

    public Task RemindAsync() => Host.InScopeAsync(s => ActivatorUtilities.CreateInstance<RemindFindings>(s).RunAsync(Ct));

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
