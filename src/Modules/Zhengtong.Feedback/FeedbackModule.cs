using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Feedback.Contracts;
using Zhengtong.Feedback.Invite;
using Zhengtong.Feedback.Mapping;
using Zhengtong.Feedback.Rate;
using Zhengtong.Feedback.Watch;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Feedback;

/// <summary>Ratings of services (好差评).</summary>
public sealed class FeedbackModule : IModule
{
    public string Name => "feedback";

    public IEnumerable<MenuEntry> Menu => [new("office", "服务评价", "/office/ratings", 60, Roles.Supervisor)];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<RateCase>();
        services.AddScoped<IRatings, Ratings>();
        services.AddScoped<IWaitingTasks, WaitingRatings>();
        services.AddSubscriber<CaseReceived, InviteRating>();
        services.AddSubscriber<CaseClosed, InviteRating>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => RatingsExport.Map(routes);

    public void MapModel(ModelBuilder model) => FeedbackModel.Map(model);
}
