using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Feedback.Contracts;
using Zhengtong.Feedback.Enquiries;
using Zhengtong.Feedback.Invite;
using Zhengtong.Feedback.Mapping;
using Zhengtong.Feedback.Rate;
using Zhengtong.Feedback.Space;
using Zhengtong.Feedback.Watch;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Feedback;

/// <summary>Ratings of services (好差评) and enquiries (网上咨询).</summary>
public sealed class FeedbackModule : IModule
{
    public string Name => "feedback";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("office", "服务评价", "/office/ratings", 60, Roles.Supervisor),
        new("portal", "咨询", "/enquiries", 48),
        new("my", "我的咨询", "/my/enquiries", 18),
        new("office", "群众咨询", "/office/enquiries", 18, Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver),
    ];

    public IEnumerable<StaffFunction> Functions =>
    [
        new("feedback.enquiries", "群众咨询", [Roles.AcceptanceLead, Roles.Reviewer, Roles.Approver], ["/office/enquiries"]),
        new("feedback.ratings", "服务评价", [Roles.Supervisor], ["/office/ratings"]),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<RateCase>();
        services.AddScoped<IRatings, Ratings>();
        services.AddScoped<IWaitingTasks, WaitingRatings>();
        services.AddScoped<ISpaceSource, EnquiriesSource>().AddScoped<ISpaceSource, RatingsSource>();
        services.AddOptions<EnquirySettings>().BindConfiguration("Enquiries");
        EnquirySettings.AddLimit(services, configuration);
        services.AddScoped<AskEnquiry>().AddScoped<FollowUpEnquiry>().AddScoped<AnswerEnquiry>().AddScoped<PublishAnswer>().AddScoped<EnquiryLists>();
        services.AddScoped<IAnsweredQuestions, PublishAnswer>();
        services.AddSubscriber<CaseReceived, InviteRating>();
        services.AddSubscriber<CaseClosed, InviteRating>();
    }

    public void MapModel(ModelBuilder model)
    {
        FeedbackModel.Map(model);
        EnquiriesModel.Map(model);
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => RatingsExport.Map(routes);
}
