using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Adoption;

internal static class AdoptionSetup
{
    private static readonly string[] Heads = ["事项", "事项编码", "单位", "区划", "上级事项", "上级变更", "到期", "状态", "异议理由", "答复期限", "答复"];

    public static void AddAdoption(this IServiceCollection services)
    {
        services.AddOptions<AdoptionSettings>().BindConfiguration("Catalogue");
        services.AddScoped<FanOut>();
        services.AddScoped<AdoptionList>();
        services.AddScoped<AdoptChange>().AddScoped<AnswerObjection>().AddScoped<TellAdoption>();
        services.AddSubscriber<ItemPublished, CloseAdopted>();
        services.AddRecurringJob<RunFanOuts>();
        services.AddRecurringJob<RemindObjections>();
        services.AddRecurringJob<TellAdoptions>();
        services.AddRecurringJob<RemindAdoptions>();
    }

    public static void MapAdoption(this IEndpointRouteBuilder routes) => routes.MapGet("/office/adoptions/export", FileAsync).RequireAuthorization(Policies.ItemKeeper);

    private static Task<IResult> FileAsync(string? show, string? region, string? words, HttpContext http, AdoptionList list, TimeProvider clock, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        return ExcelSheet.FileAsync(
            "上级变更承接任务",
            "条",
            Heads,
            list.All(http.User.Actor()!, new AdoptionFilter { Show = show, Region = region, Words = words }).Select(t => (IReadOnlyList<string>)
            [
                t.ItemName, t.ItemCode, t.OrganisationName, t.RegionName, t.UpperName, AdoptionList.ChangeOf(t), LegalDay.Date(t.DueOn), AdoptionList.NameOf(t.StateOn(today)),
                t.ContestReason, t.AnswerDueOn is { } answer ? LegalDay.Date(answer) : "", t.AnswerReason,
            ]),
            ct);
    }
}
