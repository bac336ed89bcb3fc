using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Catalogue.Standards;

internal static class StandardsSetup
{
    public static IEnumerable<MenuEntry> Menu =>
    [
        new("portal", "政务服务标准", LibraryPageModel.Path, 37),
        new("office", "标准管理", "/office/standards", 736, StandardAccess.Readers) { Group = MenuGroups.Elements },
    ];

    public static void AddStandards(this IServiceCollection services)
    {
        services.AddOptions<StandardSettings>().BindConfiguration("Standards")
            .Validate(s => s.IsSound, "Standards: Quorum and Majority are shares such as 2/3, ReviewYears is 1 to 5.").ValidateOnStart();
        services.AddOptions<StandardQualitySettings>().BindConfiguration("StandardQuality")
            .Validate(s => s.IsSound, "StandardQuality: Url needs Unit and Secret.").ValidateOnStart();
        services.AddSignedJson(StandardQualitySystem.Client);
        services.AddSingleton<StandardQualitySystem>();
        services.AddScoped<ProposeStandard>().AddScoped<DecideProject>().AddScoped<ReviewStandard>().AddScoped<PublishStandard>().AddScoped<MaintainStandard>().AddScoped<LinkItems>();
        services.AddScoped<KeepCommittee>().AddScoped<KeepProgramme>().AddScoped<KeepExperience>().AddScoped<RecordOutside>().AddScoped<ImportStandards>();
        services.AddRecurringJob<CloseReviews>().AddRecurringJob<RemindReviews>().AddRecurringJob<ExchangeStandards>();
        services.AddSubscriber<StandardShown, EvictStandardGuides>().AddSubscriber<StandardReviewOpened, TellCommittee>();
    }

    public static void MapStandards(this IEndpointRouteBuilder routes) => StandardFiles.Map(routes);
}
