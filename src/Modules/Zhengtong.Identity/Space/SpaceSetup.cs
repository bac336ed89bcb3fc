using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Space.Copies;
using Zhengtong.Identity.Space.Known;
using Zhengtong.Identity.Space.Readings;
using Zhengtong.Identity.Space.Sources;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Identity.Space;

internal static class SpaceSetup
{
    public static IEnumerable<MenuEntry> Menu => [new("my", "数字空间", SpacePageModel.Path, 5)];

    public static IServiceCollection AddSpace(this IServiceCollection services)
    {
        services.AddOptions<SpaceSettings>().BindConfiguration("Space")
            .Validate(s => s.IsSound, "Space: ConfirmAfterMonths is 1 to 120, CopyDays 1 to 30.").ValidateOnStart();
        services.AddScoped<IKnownValues, KnownValues>().AddScoped<EditKnown>();
        services.AddScoped<ReadingList>();
        services.AddScoped<AskCopy>().AddScoped<WriteCopy>().AddRecurringJob<MakeCopies>();
        services.AddScoped<IHoldsPeople, HeldInSpace>();
        services.AddScoped<ISpaceSource, ProfileSource>().AddScoped<ISpaceSource, KnownDataSource>().AddScoped<ISpaceSource, ReadingsSource>();
        services.AddScoped<ISpaceSource, SessionsSource>().AddScoped<ISpaceSource, ConsentsSource>().AddScoped<ISpaceSource, DelegationsSource>().AddScoped<ISpaceSource, MessagesSource>();
        return services;
    }

    public static void MapSpace(this IEndpointRouteBuilder routes)
    {
        ReadingList.Map(routes);
        CopyFile.Map(routes);
    }
}
