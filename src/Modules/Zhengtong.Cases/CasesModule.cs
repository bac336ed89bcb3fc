using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Apply.Api;
using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Clock;
using Zhengtong.Cases.Coach;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Correct;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Deviations;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Mapping;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.PreReview;
using Zhengtong.Cases.Rank;
using Zhengtong.Cases.Rebase;
using Zhengtong.Cases.Rehome;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.Scan;
using Zhengtong.Cases.Seed;
using Zhengtong.Cases.Space;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Cases.Supervise;
using Zhengtong.Cases.Tell;
using Zhengtong.Cases.Track;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Cases;

public sealed class CasesModule : IModule
{
    public string Name => "cases";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("my", "我的首页", "/my", 0) { ForDelegates = true },
        new("my", "我的办件", "/my/cases", 10) { ForDelegates = true },
        new("my", "消息", "/my/messages", 20),
        new("portal", "证照核验", "/verify", 50),
        new("desk", "统一收件", DeskPageModel.Path, 10, Roles.WindowClerk),
        new("desk", "代办申请", "/desk/apply", 15, Roles.WindowClerk),
        new("desk", "网上预审", PreReview.ListPageModel.Path, 12, Roles.WindowClerk),
        new("desk", "申报辅导", Coach.ListPageModel.Path, 16, Roles.WindowClerk),
        new("office", "申报辅导", Coach.ListPageModel.Path, 30, Roles.Approver),
        new("my", "申报辅导", Coach.MyPageModel.Path, 30),
        new("desk", "统一出件", IssuePageModel.Path, 20, Roles.IssueClerk),
        new("office", "待办办件", "/office", 10, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver) { Function = CasesFunctions.Handle },
        new("office", "即办件", "/office/instant", 11, Roles.Approver),
        new("office", "请我提意见", "/office/opinions", 12, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver),
        new("office", "不予受理审核", LeadsPageModel.Path, 15, Roles.AcceptanceLead),
        new("office", "集中调度", DispatchPageModel.Path, 16, Roles.AcceptanceLead),
        new(
            "office", "工作消息", StaffMessagesPageModel.Path, 30, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver,
            Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.StandardExpert, Roles.Administrator),
        new("office", "在办件换版本", RebasePageModel.Path, 718, Roles.CatalogueManager) { Group = MenuGroups.Changes },
        new("desk", "工作消息", StaffMessagesPageModel.Path, 30, Roles.WindowClerk, Roles.IssueClerk),
        new("desk", "我的首问", DutyPageModel.Path, 25, Roles.WindowClerk, Roles.IssueClerk),
        new("office", "我的首问", DutyPageModel.Path, 28, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver),
        new("office", "收费台账", FeeOrdersPageModel.Path, 25, Roles.Approver, Roles.Supervisor),
        new("office", "电子监察", "/office/supervision", 20, Roles.Supervisor),
        new("office", "未按标准审批", DeviationsPageModel.Path, 745, Roles.Supervisor, Roles.CatalogueManager) { Group = MenuGroups.Inspection },
        new("office", "工作日历", "/office/calendar", 920, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "文书模板", TemplatesPageModel.Path, 925, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public IEnumerable<StaffFunction> Functions => CasesFunctions.All;

    public IEnumerable<CommandVerb> Commands => [VerifyTrace.Verb, SeedCommand.Verb];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        AddActs(services);
        AddApplicantPages(services, configuration);
        AddStaffPages(services);
        AddBeforeApplying(services, configuration);
        services.AddScoped<CaseFiles>();
        services.AddScoped<ICaseDirectory, CaseDirectory>();
        services.AddTelling();
        services.AddToSpace();
        services.AddRebasing();
        services.AddDeviations();
        services.AddFees(configuration);
        services.AddSingleton<ITemplateSource, NoticeTemplates>();
        services.AddSingleton<SeedCases>();
        services.AddRecurringJob<AcceptByLapse>();
        services.AddRecurringJob<RaiseWarnings>();
        services.AddRecurringJob<LapseCorrections>();
        services.AddRecurringJob<ReckonOpenCases>();
        services.AddRecurringJob<RankItems>();
        services.AddScoped<IItemUse, UseOfItems>().AddScoped<IRehomes, RehomeCases>();
        services.AddScoped<IOpenWork, TakenSteps>().AddScoped<IOpenWork, OpenDuties>().AddScoped<IOpenWork, AskedOpinions>().AddScoped<IOpenWork, WindowDrafts>();
        services.AddSubscriber<WorkingCalendarImported, AskReckoning>();
        services.AddSubscriber<CorrectionAsked, WatchCorrections>();
    }

    public void MapModel(ModelBuilder model) => CasesModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        ApplyEndpoints.Map(routes);
        ApplicationsApi.Map(routes);
        NoticeEndpoints.Map(routes);
        CaseMaterialEndpoint.Map(routes);
        FeeEndpoints.Map(routes);
        routes.MapExport(DeskPageModel.Path, Policies.Window);
        routes.MapExport(LeadsPageModel.Path, LeadsPageModel.LeadPolicy);
        routes.MapExport(IssuePageModel.Path, Policies.Issue);
        routes.MapExport("/office", Policies.Office);
        MyExports.Map(routes);
        PreReviewEndpoints.Map(routes);
        CoachingEndpoints.Map(routes);
        ScanEndpoints.Map(routes);
        routes.MapDeviations();
    }

    private static void AddActs(IServiceCollection services)
    {
        services.AddScoped<SubmitApplication>();
        services.AddScoped<AcceptCase>();
        services.AddScoped<AskCorrection>();
        services.AddScoped<HandInCorrection>();
        services.AddScoped<RefuseAcceptance>();
        services.AddScoped<MendOnTheSpot>();
        services.AddScoped<CompleteReview>();
        services.AddScoped<SendBack>();
        services.AddScoped<Consult>();
        services.AddScoped<RunSpecialProcedure>();
        services.AddScoped<ExtendLimit>();
        services.AddScoped<DecideCase>();
        services.AddScoped<DecideInstant>();
        services.AddScoped<DispatchScope>().AddScoped<DispatchList>().AddScoped<RouteStep>().AddScoped<TakeStep>();
        services.AddSubscriber<StepRouted, TellStaff>();
        services.AddRecurringJob<ReturnFromZones>();
        services.AddScoped<RegisterWindowEnquiry>().AddScoped<HandDutyOver>().AddScoped<Duties>();
        services.AddScoped<DeliverResult>();
        services.AddScoped<WithdrawCase>();
    }

    private static void AddApplicantPages(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<OpenDrafts>();
        services.AddScoped<KnownAnswers>();
        services.AddScoped<StartDraft>();
        services.AddScoped<IHoldsPeople, HeldOfPeople>();
        services.AddScoped<SaveDraft>();
        services.AddScoped<AttachMaterial>();
        services.AddAuthorizationBuilder().AddPolicy(Drafts.Policy, Drafts.MayApply);
        services.AddScoped<CaseTimeline>();
        services.AddScoped<MyCases>().AddScoped<MyHome>().AddScoped<OpenCorrections>().AddScoped<PublicProgress>();
        services.AddTrackingLimit(configuration);
        services.AddScoped<Verification>();
        VerifyPageModel.AddLimit(services, configuration);
    }

    /// <summary>What precedes an application, none of it a condition: pre-review, coaching, and scanning on the way.</summary>
    private static void AddBeforeApplying(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(PreReviewSettings.From(configuration));
        services.AddScoped<AskPreReview>().AddScoped<AnswerPreReview>().AddScoped<PreReviewSheets>().AddScoped<PreReviewList>().AddScoped<PreReviewsOfDraft>();
        services.AddSubscriber<PreReviewAnswered, TellPreReview>();
        services.AddScoped<PartyAtHand>().AddScoped<RegisterCoaching>().AddScoped<Coachings>();
        services.AddScoped<ScanPages>();
    }

    private static void AddStaffPages(IServiceCollection services)
    {
        services.AddScoped<WorkLists>();
        services.AddScoped<WorkListExport>();
        services.AddScoped<NoticePdf>();
        services.AddScoped<IntakeSheet>();
        services.AddScoped<IssueSheet>();
        services.AddScoped<DecisionPreview>();
        services.AddScoped<CaseBatch>();
        services.AddScoped<Dossiers>();
        services.AddScoped<OpenInstants>();
        services.AddScoped<CalendarChange>();
        services.AddScoped<SupervisionBoard>();
        services.AddScoped<VerifyTrace>();
    }
}
