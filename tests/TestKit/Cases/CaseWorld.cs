using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.TestKit.Cases;

/// <summary>One region, one organisation, its people and an item, so that a test can play any part of a case's life through the acts themselves.</summary>
public sealed class CaseWorld(TestHost host)
{
    public const string Region = "511602";
    public static readonly Guid Organisation = new("01900000-0000-7000-8000-000000000001");
    public static readonly Guid OtherOrganisation = new("01900000-0000-7000-8000-000000000002");

    public TestHost Host => host;

    public static readonly Party Zhang = new(new Guid("01900000-0000-7000-8000-0000000000a1"), "张三", PartyKind.Person);
    public static readonly Actor Clerk = Staff(1, "窗口甲", Roles.WindowClerk, Organisation);
    public static readonly Actor FarClerk = Staff(2, "外区窗口", Roles.WindowClerk, OtherOrganisation, "511603");
    public static readonly Actor Lead = Staff(3, "受理负责人", Roles.AcceptanceLead, Organisation);
    public static readonly Actor Reviewer = Staff(4, "审查甲", Roles.Reviewer, Organisation);
    public static readonly Actor OtherReviewer = Staff(5, "审查乙", Roles.Reviewer, OtherOrganisation);
    public static readonly Actor Approver = Staff(6, "决定人", Roles.Approver, Organisation);
    public static readonly Actor Issuer = Staff(7, "出件", Roles.IssueClerk, Organisation);

    public static Actor Staff(int number, string name, string role, Guid organisation, string region = Region)
    {
        var id = new Guid($"01900000-0000-7000-8000-0000000001{number:D2}");
        return new Actor(id, name, ActorKind.Staff, new Post(id, role, organisation, "区市监局", region));
    }

    /// <summary>The act of that actor at the host's present time.</summary>
    public Act By(Actor actor, string reason = "") => new(actor, null, actor.Kind == ActorKind.Staff ? End.Window : End.Pc, reason, Act.Micro(host.Clock.GetUtcNow().UtcDateTime));

    public Act ByZhang(string reason = "") => By(new Actor(Zhang.Id, Zhang.Name, ActorKind.Applicant), reason);

    /// <summary>A licence with two reviews in one stage (one of another organisation when <paramref name="joint"/>), a decision and an issue.</summary>
    public static ItemContent Content(bool joint = false, bool filing = false, bool instant = false) => new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        LegalBasis = ["《中华人民共和国食品安全法》第三十五条"],
        Conditions = ["有与经营的食品品种、数量相适应的场所"],
        StatutoryLimit = new Zhengtong.Catalogue.Contracts.TimeLimit(20),
        PromisedLimit = new Zhengtong.Catalogue.Contracts.TimeLimit(10),
        Materials =
        [
            new ItemMaterial { Key = "id-card", Name = "居民身份证", SourceCode = "20", SourceNote = "公安机关核发" },
            new ItemMaterial { Key = "site-plan", Name = "经营场所平面图", SourceCode = "10", SourceNote = "申请人自备", Tolerable = true, Committable = true },
        ],
        ToleranceDays = 10,
        Filing = filing,
        Instant = instant,
        Steps =
        [
            new ItemStep("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk),
            new ItemStep("review", "审查", StepKind.Review, 2, Roles.Reviewer, 5),
            .. joint ? [new ItemStep("joint-review", "联合审查", StepKind.Review, 2, Roles.Reviewer, 5, OtherOrganisation, "区卫健局")] : Array.Empty<ItemStep>(),
            new ItemStep("decide", "决定", StepKind.Decide, 3, Roles.Approver),
            new ItemStep("issue", "出件", StepKind.Issue, 4, Roles.IssueClerk),
        ],
        UncountedSteps = [new UncountedStep("听证", "《中华人民共和国行政许可法》第四十五条", 20, "")],
        PersonForm = "person-basic",
        CompanyForm = "company-basic",
        Result = new ItemResult { Name = "食品经营许可证", KindCode = "1", Template = "licence", ValidMonths = 60 },
    };

    public Task<PublishedItem> PublishAsync(string code, ItemContent content) => host.InScopeAsync(async s =>
    {
        var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest(code, "食品经营许可（新办）", Organisation, "区市监局", Region, "四川省广安市广安区", content, "测试"),
            By(Staff(9, "事项管理", Roles.CatalogueManager, Organisation)),
            CancellationToken.None);
        return await s.GetRequiredService<ICatalogue>().VersionAsync(done.Value, CancellationToken.None);
    });

    /// <summary>The real calendar of the product, so that legal days are those of the year.</summary>
    public Task LoadCalendarAsync() => host.InScopeAsync(async s =>
    {
        await using var csv = File.OpenRead(Path.Combine(ProductFolder.Data, "calendar", "holidays-2018-2026.csv"));
        var done = await s.GetRequiredService<WorkingCalendars>().ImportAsync(csv, Act.BySystem("测试", host.Clock.GetUtcNow().UtcDateTime), CancellationToken.None);
        if (!done.Ok && (await s.GetRequiredService<WorkingCalendars>().CurrentAsync(CancellationToken.None)).CoveredYears.Count == 0)
        {
            throw new InvalidOperationException(done.Problems[0].Message);
        }
    });

    /// <summary>A complete draft of Zhang's for the item.</summary>
    public Task<Guid> DraftAsync(PublishedItem item, Action<object>? adjust = null) => host.InDatabaseAsync(async db =>
    {
        var now = Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            PartyId = Zhang.Id,
            PartyKind = PartyKind.Person,
            PartyName = Zhang.Name,
            CreatedById = Zhang.Id,
            ItemVersionId = item.VersionId,
            ItemCode = item.Code,
            ItemName = item.Name,
            FormKey = "person-basic",
            FormVersion = "s1",
            Answers = StandardAnswers.Person,
            Materials = """[{"Key":"id-card","FileId":null,"FileName":"身份证.jpg","Size":1,"Paper":true},{"Key":"site-plan","FileId":null,"FileName":"平面图.pdf","Size":1,"Paper":true}]""",
            CreatedAt = now,
            SavedAt = now,
        };
        adjust?.Invoke(draft);
        db.Add(draft);
        await db.SaveChangesAsync();
        return draft.Id;
    });

    /// <summary>A case of Zhang's, just received.</summary>
    public async Task<Guid> ReceivedAsync(PublishedItem item, Action<object>? adjust = null)
    {
        var draft = await DraftAsync(item, adjust);
        var submitted = await DoAsync<SubmitApplication, Zhengtong.Platform.Outcomes.Outcome<SubmitApplication.Submitted>>(s => s.HandleAsync(draft, ByZhang(), CancellationToken.None));
        return submitted.Ok ? submitted.Value.CaseId : throw new InvalidOperationException(string.Join("; ", submitted.Problems.Select(p => $"{p.Code} {p.Field} {p.Message}")));
    }

    public Task<TResult> DoAsync<TAct, TResult>(Func<TAct, Task<TResult>> run)
        where TAct : notnull => host.InScopeAsync(s => run(s.GetRequiredService<TAct>()));

    /// <summary>The one open step of a case with that key.</summary>
    public Task<Guid> StepAsync(Guid caseId, string key) => host.InDatabaseAsync(db =>
        db.Set<CaseStep>().Where(x => x.CaseId == caseId && x.Key == key && x.CompletedAt == null).Select(x => x.Id).SingleAsync());

    public Task<object> CaseAsync(Guid caseId) => host.InDatabaseAsync<object>(async db => await db.Set<Case>().AsNoTracking().SingleAsync(x => x.Id == caseId));
}
