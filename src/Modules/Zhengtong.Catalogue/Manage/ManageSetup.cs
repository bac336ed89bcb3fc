using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Change;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Manage;

internal static class ManageSetup
{
    public static void AddManaging(this IServiceCollection services)
    {
        services.AddScoped<ItemRegister>();
        services.AddScoped<ItemCard>();
        services.AddScoped<Coverage>();
        services.AddScoped<FixedByAbove>();
        services.AddScoped<DraftChange>();
        services.AddScoped<AttachFile>();
        services.AddScoped<TellChange>();
        services.AddScoped<AnswerChange>();
        services.AddScoped<ClaimItem>();
        services.AddScoped<AskAbove>();
        services.AddScoped<JointReview>();
        services.AddRecurringJob<RemindChanges>();
        services.AddScoped<ChangeList>();
        services.AddScoped<Timeliness>();
    }
}
