using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Deviations;

internal static class DeviationsSetup
{
    private static readonly string[] Heads = ["发生日期", "情况", "内容", "办件编号", "事项", "办理单位", "区划代码", "发现时间"];

    public static IServiceCollection AddDeviations(this IServiceCollection services) => services
        .AddScoped<CaseFactsOf>().AddScoped<DeviationList>()
        .AddSubscriber<CorrectionAsked, WatchDeviations>()
        .AddSubscriber<CaseAccepted, WatchDeviations>()
        .AddSubscriber<ClockPaused, WatchDeviations>()
        .AddSubscriber<FeeRaised, WatchDeviations>()
        .AddSubscriber<CaseDecided, WatchDeviations>()
        .AddSubscriber<CaseClosed, WatchDeviations>()
        .AddSubscriber<WarningRaised, WatchDeviations>();

    public static void MapDeviations(this IEndpointRouteBuilder routes) => routes
        .MapGet(DeviationsPageModel.Path + "/export", ([AsParameters] DeviationFilter filter, HttpContext http, DeviationList list, CancellationToken ct) => ExcelSheet.FileAsync(
            "未按标准审批",
            "条",
            Heads,
            list.AllAsync(http.User.Actor()!.Post!, filter, ExcelSheet.MostRows + 1).Select(d => (IReadOnlyList<string>)
            [
                LegalDay.Date(d.On), d.Kind.Name(), d.Text, d.CaseNumber, d.ItemName, d.OrganisationName, d.RegionCode, LegalDay.Moment(d.FoundAt),
            ]),
            ct))
        .RequireAuthorization(DeviationsPageModel.Policy);
}
