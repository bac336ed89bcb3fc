using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.Scan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.RoleAdmin;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Cases.Fees;
using Zhengtong.Tests.Integration.Identity.SingleSignOn;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Real things in every state that a route can be about, made by the acts of the people whose they are.</summary>
internal sealed class AccessStage : IAsyncDisposable
{
    private readonly WindowStage _window;
    private readonly AccessMatters _matters;
    private readonly Dictionary<(string Policies, Visitor Visitor), bool> _admitted = [];

    private AccessStage(WindowStage window, SqlCounter sql) => (_window, _matters, Sql) = (window, new AccessMatters(window, Subjects), sql);

    public TestHost Host => _window.Host;

    public SqlCounter Sql { get; }

    public List<Visitor> Visitors { get; private set; } = [];

    public List<AccessRoute> Routes { get; private set; } = [];

    public List<Subject> Subjects { get; } = [];

    public static async Task<AccessStage> StartAsync(Engine engine)
    {
        var sql = new SqlCounter();
        // Fees that can be charged; that of a closed case is not owed.
        var window = await WindowStage.StartAsync(engine, WindowStage.Food with { Fee = FeeStage.Fees with { Charged = null } }, b =>
        {
            sql.Attach(b);
            b.Configuration["Track:PerMinute"] = b.Configuration["Verify:PerMinute"] = b.Configuration["Enquiries:PerTenMinutes"] = b.Configuration["GuideFeedback:PerTenMinutes"] = "100000";
            b.Configuration["Track:PerMinute"] = b.Configuration["Verify:PerMinute"] = b.Configuration["Enquiries:PerTenMinutes"] = b.Configuration["ItemsApi:PerMinute"] = "100000";
        });
        var stage = new AccessStage(window, sql);
        await stage.MakeClosedAsync("case of a person", false);
        await stage.MakeClosedAsync("case of a company", true);
        await stage.MakeOpenAsync();
        await stage.MakeDraftsAsync();
        await stage.MakeMessagesAsync();
        await stage.MakeOfficeAsync();
        await AccessAgreement.MakeAsync(stage.Host, window.Item.Code, stage.Subjects);
        await AccessElements.MakeAsync(window, stage.Subjects);
        await new AccessPowers(window, stage.Subjects).MakeAsync();
        await AccessInspect.MakeAsync(window, stage.Subjects);
        await AccessChanges.MakeAsync(window, stage.Subjects);
        await AccessKeptOff.MakeAsync(window, stage.Subjects);
        await new AccessExchange(window, stage.Subjects).MakeAsync();
        await new AccessStandards(window, stage.Subjects).MakeAsync();
        await AccessSafety.MakeAsync(window, stage.Subjects);
        stage.Visitors = [.. await AccessVisitors.AllAsync(stage.Host), .. await AccessMandates.MakeAsync(window, stage.Subjects)];
        await stage.MakeStaffAsync();
        await stage.MakeRolesAsync();
        stage.Routes = await AccessRoute.AllAsync(stage.Host);
        return stage;
    }

    /// <summary>What the route declares, asked of the product's own policies.</summary>
    public async Task<bool> AdmitsAsync(AccessRoute route, Visitor visitor)
    {
        if (route.Open)
        {
            return true;
        }

        var key = (string.Join('|', route.Policies), visitor);
        if (_admitted.TryGetValue(key, out var known))
        {
            return known;
        }

        var service = Host.Services.GetRequiredService<IAuthorizationService>();
        var admitted = route.Policies.Count > 0;
        foreach (var policy in route.Policies)
        {
            admitted = admitted && (await service.AuthorizeAsync(visitor.User, null, policy)).Succeeded;
        }

        return _admitted[key] = admitted;
    }

    public ValueTask DisposeAsync() => _window.DisposeAsync();

    private static Dictionary<string, string> Id(Guid id, string name = "id") => new() { [name] = id.ToString() };

    private async Task MakeDraftsAsync()
    {
        Subjects.Add(new Subject(SubjectKind.Public, "public", new()
        {
            ["code"] = _window.Item.Code, ["id"] = Guid.Empty.ToString(), ["name"] = "none.pdf", ["documentName"] = "v1", ["key"] = "none",
            ["steps"] = string.Join('&', Subjects.Where(s => s.Values.ContainsKey("stepId")).Select(s => "step=" + s.Values["stepId"])),
        }, AccessSubjects.Everybody));
        var person = await DraftAsync("draft of a person", "zhangsan", null, false);
        var draft = Subjects[^1].Values;
        await _matters.PreReviewAsync(Guid.Parse(draft["id"]), draft["fileId"], person);
        var company = await DraftAsync("draft of a company", "company1", null, true);
        await DraftAsync("draft at a window", "lisi", "clerk1", false);
        await _matters.MakeAsync(person, company);
    }

    private async Task<Act> DraftAsync(string name, string login, string? clerk, bool forCompany)
    {
        var (id, act) = await _window.DraftAsync(login, clerk: clerk, forCompany: forCompany);
        var file = await Host.InDatabaseAsync(async db =>
            System.Text.Json.JsonSerializer.Deserialize<List<DraftMaterial>>((await db.Set<Draft>().AsNoTracking().SingleAsync(d => d.Id == id)).Materials)![0].FileId);
        await using var page = new MemoryStream(WindowStage.Png());
        var scanned = await Host.InScopeAsync(s => s.GetRequiredService<ScanPages>().AddAsync(id, "m1", page, "第一页.png", act, default));
        Assert.True(scanned.Ok, scanned.Ok ? "" : scanned.Problems[0].Message);
        var pageId = await Host.InDatabaseAsync(db => db.Set<ScanPage>().Where(p => p.DraftId == id).Select(p => p.Id).SingleAsync());
        Func<Visitor, bool> may = clerk is null ? v => v.Party is { Mandate: null } own && own.Id == act.Party.Id : v => v.Actor?.Id == act.Actor.Id;
        Subjects.Add(new Subject(SubjectKind.Draft, name, new() { ["id"] = id.ToString(), ["section"] = "shop", ["key"] = "m1", ["fileId"] = file.ToString()!, ["pageId"] = $"{pageId}" }, may, id.ToString()));
        return act;
    }

    private async Task MakeClosedAsync(string name, bool forCompany)
    {
        var id = await _window.ApplyAsync(forCompany ? "company1" : "zhangsan", forCompany: forCompany);
        await AcceptAsync(id);
        await _window.DecideAsync(id);
        var issue = await _window.StepAsync(id);
        await _window.DoAsync<DeliverResult, Guid>((d, act) => d.HandOverAsync(new(issue.Id, "", true, "本人"), act, default), "issuer1");
        var (made, notice) = await Host.InDatabaseAsync(async db =>
            (await db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == id), await db.Set<Notice>().Where(n => n.CaseId == id && n.Kind == NoticeKinds.Granted.Key).Select(n => n.Id).SingleAsync()));
        Subjects.Add(new Subject(
            SubjectKind.Case, name,
            new() { ["id"] = $"{id}", ["caseId"] = $"{id}", ["number"] = made.Number, ["noticeId"] = $"{notice}", ["sequence"] = "1" },
            CaseOf(made), made.Number, id.ToString()));
        Subjects.Add(new Subject(SubjectKind.CaseOwn, name, Subjects[^1].Values, AccessSubjects.Wholly(CaseOf(made))));
    }

    private async Task MakeOpenAsync()
    {
        await StepAsync(SubjectKind.IntakeStep, "case at the window", await _window.ApplyAsync());
        var sentUp = await _window.ApplyAsync();
        var intake = await _window.StepAsync(sentUp);
        await _window.DoAsync<RefuseAcceptance, bool>(async (r, act) => await r.HandleAsync(intake.Id, new(false, "依法不需要许可", ""), act, default) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "clerk1");
        await StepAsync(SubjectKind.LeadStep, "case sent up", sentUp);

        var inReview = await _window.ApplyAsync();
        await AcceptAsync(inReview);
        var review = await StepAsync(SubjectKind.OfficeStep, "case in review", inReview);
        var asked = await _window.ActAsync("approver1");
        await _window.DoAsync<Consult, bool>(async (c, act) => await c.AskAsync(review, asked.Actor.Id, "是否符合？", act, default) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "reviewer1");
        var consultation = await Host.InDatabaseAsync(db => db.Set<Consultation>().Select(c => c.Id).SingleAsync());
        Subjects.Add(new Subject(SubjectKind.Consultation, "question to an approver", Id(consultation), v => v.Actor?.Id == asked.Actor.Id, consultation.ToString()));

        await _matters.FeeAsync(inReview);
        var decided = await _window.ApplyAsync();
        await AcceptAsync(decided);
        await _window.DecideAsync(decided);
        await StepAsync(SubjectKind.IssueStep, "case at the issue desk", decided);
    }

    private async Task<Guid> StepAsync(SubjectKind kind, string name, Guid caseId)
    {
        var (step, made) = (await _window.StepAsync(caseId), await _window.CaseAsync(caseId));
        // Of a case in the office all who may see the case see the step; the others' steps are for the post alone.
        var may = kind == SubjectKind.OfficeStep ? CaseOf(made) : AccessSubjects.StepOf(step.Role, step.RegionCode, step.OrganisationId);
        Subjects.Add(new Subject(kind, name, new() { ["stepId"] = $"{step.Id}", ["what"] = "take" }, may));
        var visible = CaseOf(made);
        Subjects.Add(new Subject(SubjectKind.Case, name, new() { ["id"] = $"{caseId}", ["caseId"] = $"{caseId}", ["number"] = made.Number, ["noticeId"] = $"{Guid.Empty}", ["sequence"] = "99" }, visible, made.Number, $"{caseId}", $"{step.Id}"));
        Subjects.Add(new Subject(SubjectKind.CaseOwn, name, Subjects[^1].Values, AccessSubjects.Wholly(visible)));
        return step.Id;
    }

    private async Task MakeMessagesAsync()
    {
        var dispatcher = Host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(CancellationToken.None) > 0)
        {
        }

        foreach (var message in await Host.InDatabaseAsync(async db => (await db.Set<Message>().AsNoTracking().ToListAsync()).DistinctBy(m => m.PartyId)))
        {
            Subjects.Add(new Subject(SubjectKind.Message, "message", Id(message.Id), v => v.Party is { Mandate: null } own && own.Id == message.PartyId, message.Id.ToString()));
        }
    }

    private async Task MakeOfficeAsync()
    {
        var act = await _window.ActAsync("admin1");
        var (run, article) = await Host.InDatabaseAsync(async db =>
        {
            var run = new ImportRun { Id = Guid.CreateVersion7(), Kind = "codes", FileName = "codes.csv", Fingerprint = "f", StartedAt = act.At, ByName = act.Actor.Name, ById = act.Actor.Id, EndedAt = act.At, RegionCode = AccessSubjects.HomeRegion };
            var article = Article.Write("尚未发布", "正文", false, act);
            db.AddRange(run, article);
            await db.SaveChangesAsync();
            return (run.Id, article.Id);
        });
        var payment = await Host.InDatabaseAsync(async db =>
        {
            var person = await db.Set<Account>().Where(a => a.Login == "zhangsan").Select(a => a.PersonId!.Value).SingleAsync();
            var payment = new PaymentProof { Id = Guid.CreateVersion7(), PersonId = person, Number = new string('7', 32), AmountFen = 1, AskedAt = act.At };
            payment.Settle(1, "T-7", PaymentVerdict.Same, act.At);
            payment.RefuseReturn("账户已销户", act.At);
            db.Add(payment);
            await db.SaveChangesAsync();
            return payment.Id;
        });
        Subjects.Add(new Subject(SubjectKind.RefusedReturn, "refused return", Id(payment), AccessSubjects.AnyAdministrator, payment.ToString(), new string('7', 32)));
        Subjects.Add(new Subject(SubjectKind.ImportRun, "import", Id(run), AccessSubjects.AdministratorOf(AccessSubjects.HomeRegion), run.ToString()));
        Subjects.Add(new Subject(SubjectKind.SiteSetting, "unpublished notice", new() { ["id"] = $"{article}", ["key"] = NoticeKinds.Acceptance.Key }, AccessSubjects.AnyAdministrator, article.ToString()));
    }

    private async Task MakeStaffAsync()
    {
        foreach (var company in await Host.InDatabaseAsync(db => db.Set<CompanyAgent>().AsNoTracking().Where(g => g.Representative).ToListAsync()))
        {
            Subjects.Add(new Subject(SubjectKind.Company, "company", Id(company.CompanyId), v => v.Actor?.Id == company.PersonId, $"/my/companies/{company.CompanyId}"));
            Subjects.Add(new Subject(SubjectKind.CompanyOfAgents, "company, for its agents", Id(company.CompanyId), v => v.Actor?.Id == company.PersonId, $"/my/companies/{company.CompanyId}"));
        }

        foreach (var (login, region) in ((string, string)[])[("clerk2", AccessSubjects.HomeRegion), ($"matrix-{Roles.Supervisor}-{AccessVisitors.OtherRegion}", AccessVisitors.OtherRegion)])
        {
            var id = await Host.InDatabaseAsync(db => db.Set<Account>().Where(a => a.Login == login).Select(a => a.StaffId!.Value).SingleAsync());
            Subjects.Add(new Subject(SubjectKind.StaffMember, "staff of " + region, Id(id), AccessSubjects.AdministratorOf(region), id.ToString()));
            var system = await Host.InDatabaseAsync(async db =>
            {
                var connected = SsoSystem.Register(Guid.CreateVersion7(), await db.Set<Organisation>().FirstAsync(o => o.RegionCode == region));
                connected.Propose(SsoStage.Facts("系统" + region), Act.BySystem("", Host.Clock.GetUtcNow().UtcDateTime));
                db.Add(connected);
                await db.SaveChangesAsync();
                return connected;
            });
            Subjects.Add(new Subject(SubjectKind.ConnectedSystem, "system of " + region, Id(system.Id), AccessSubjects.AdministratorOf(region), system.Id.ToString(), system.ClientId!));
        }
    }

    /// <summary>A role of the county, and the list of its staff that one administrator asked for and another allowed.</summary>
    private async Task MakeRolesAsync()
    {
        var (first, second) = (await _window.ActAsync("admin1"), await _window.ActAsync("admin2"));
        var region = first.Actor.Post!.RegionCode;
        var role = await Host.InScopeAsync(s => s.GetRequiredService<SaveRole>().AddAsync(new() { Name = "只收件", BaseRole = Roles.WindowClerk, Functions = ["cases.accept"] }, first, default));
        var asked = new DangerousAct
        {
            Id = Guid.CreateVersion7(), Kind = DangerousKind.ExportStaff, SubjectId = first.Actor.Id, SubjectName = first.Actor.Name, What = "导出人员名册", Payload = "{}", RegionCode = region,
            AskedById = first.Actor.Id, AskedByName = first.Actor.Name, AskedAt = first.At, Reason = "矩阵",
        };
        asked.Approve(second.Actor.Id, second.Actor.Name, "", second.At);
        await Host.InDatabaseAsync(async db =>
        {
            db.Add(asked);
            return await db.SaveChangesAsync();
        });
        Subjects.Add(new Subject(
            SubjectKind.LocalRole, "role of the county", Id(role.Value.Role),
            v => v.Post is { Role: Roles.Administrator } post && (AccessSubjects.Below(region, post) || post.RegionCode.StartsWith(region, StringComparison.Ordinal)), $"{role.Value.Role}"));
        Subjects.Add(new Subject(SubjectKind.DangerousAct, "list of staff that two allowed", Id(asked.Id), AccessSubjects.AdministratorOf(region), $"{asked.Id}"));
    }

    private async Task AcceptAsync(Guid caseId)
    {
        var step = await _window.StepAsync(caseId);
        await _window.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(step.Id, "齐全", act, default), "clerk1");
    }

    private static Func<Visitor, bool> CaseOf(Case @case) => AccessSubjects.CaseOf(@case.ApplicantId, @case.RegionCode, @case.OrganisationId);
}
