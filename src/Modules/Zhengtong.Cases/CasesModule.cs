using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Correct;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Mapping;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.Seed;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Cases.Tell;
using Zhengtong.Cases.Track;
using Zhengtong.Cases.Withdraw;
using Zhengtong.Cases.WorkList;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Cases;

public sealed class CasesModule : IModule
{
    public string Name => "cases";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("desk", "统一收件", DeskPageModel.Path, 10, Roles.WindowClerk),
        new("desk", "统一出件", IssuePageModel.Path, 20, Roles.IssueClerk),
        new("office", "不予受理审核", LeadsPageModel.Path, 15, Roles.AcceptanceLead),
        new("office", "文书模板", TemplatesPageModel.Path, 85, Roles.Administrator),
        new("portal", "证照核验", "/verify", 50),
        new("my", "我的首页", "/my", 0),
        new("my", "我的办件", "/my/cases", 10),
        new("my", "消息", "/my/messages", 20),
    ];

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
        services.AddScoped<CaseTimeline>();
        services.AddScoped<ICaseDirectory, CaseDirectory>();
        services.AddScoped<MyCases>().AddScoped<MyHome>().AddScoped<OpenCorrections>().AddScoped<PublicProgress>();
        services.AddTrackingLimit(configuration);
        services.AddTelling();
        services.AddRecurringJob<AcceptByLapse>();

        // Work lists, window and issue desk, notices
        services.AddScoped<WorkLists>();
        services.AddScoped<WorkListExport>();
        services.AddScoped<NoticePdf>();
        services.AddScoped<IntakeSheet>();
        services.AddScoped<IssueSheet>();
        services.AddScoped<Verification>();
        VerifyPageModel.AddLimit(services, configuration);
        services.AddSingleton<ITemplateSource, NoticeTemplates>();

        // Seeding
        services.AddSingleton<SeedCases>();
    }

    public IEnumerable<CommandVerb> Commands => [SeedCommand.Verb];

    public void MapModel(ModelBuilder model) => CasesModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        NoticeEndpoints.Map(routes);
        CaseMaterialEndpoint.Map(routes);
        routes.MapExport(DeskPageModel.Path, Policies.Window);
        routes.MapExport(LeadsPageModel.Path, LeadsPageModel.LeadPolicy);
        routes.MapExport(IssuePageModel.Path, Policies.Issue);
    }
}
