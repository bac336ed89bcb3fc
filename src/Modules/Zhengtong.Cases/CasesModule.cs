using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Clock;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Mapping;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Cases.Supervise;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Cases.WorkList;
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
        new("office", "待办办件", "/office", 10, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver),
        new("office", "即办件", "/office/instant", 11, Roles.Approver),
        new("office", "请我提意见", "/office/opinions", 12, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver),
        new("office", "电子监察", "/office/supervision", 20, Roles.Supervisor),
        new("office", "工作日历", "/office/calendar", 70, Roles.Administrator),
    ];

    public IEnumerable<CommandVerb> Commands => [VerifyTrace.Verb];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<CaseFiles>();
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
        services.AddScoped<DeliverResult>();
        services.AddScoped<WithdrawCase>();
        services.AddRecurringJob<AcceptByLapse>();
        services.AddScoped<DecideInstant>();
        services.AddScoped<DecisionPreview>();
        services.AddScoped<CaseBatch>();
        services.AddScoped<Dossiers>();
        services.AddScoped<OpenInstants>();
        services.AddScoped<CalendarChange>();
        services.AddScoped<SupervisionBoard>();
        services.AddScoped<VerifyTrace>();
        services.AddRecurringJob<RaiseWarnings>();
        services.AddRecurringJob<LapseCorrections>();
        services.AddRecurringJob<ReckonOpenCases>();
        services.AddSubscriber<WorkingCalendarImported, AskReckoning>();
        services.AddSubscriber<CorrectionAsked, WatchCorrections>();

        // Work lists, window and issue desk, notices
        services.AddScoped<WorkLists>();
        services.AddScoped<WorkListExport>();
        services.AddScoped<NoticePdf>();
        services.AddSingleton<ITemplateSource, NoticeTemplates>();
    }

    public void MapModel(ModelBuilder model) => CasesModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        NoticeEndpoints.Map(routes);
        routes.MapExport("/office", Policies.Office);
    }
}
