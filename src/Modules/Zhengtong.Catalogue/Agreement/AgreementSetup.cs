using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;

namespace Zhengtong.Catalogue.Agreement;

internal static class AgreementSetup
{
    /// <summary>Who looks at agreement: who keeps items, who supervises, who arranges the site.</summary>
    public const string Readers = "role:" + Roles.CatalogueManager + "," + Roles.ItemEditor + "," + Roles.Supervisor + "," + Roles.Administrator;

    private static readonly string[] Heads = ["事项", "事项编码", "单位", "区划", "不一致的要素", "事项版本", "上级版本"];

    public static void AddAgreement(this IServiceCollection services)
    {
        services.AddScoped<ProfilesInForce>();
        services.AddScoped<FixedElements>();
        services.AddScoped<AgreementGate>();
        services.AddScoped<Pairs>();
        services.AddScoped<AgreementFindings>();
        services.AddScoped<FindDifferences>();
        services.AddScoped<CountAgreement>();
        services.AddScoped<CheckItems>();
        services.AddScoped<SaveProfile>();
        services.AddScoped<GrantException>();
        services.AddScoped<AgreementBoard>();
        services.AddSubscriber<ItemPublished, CheckPublished>();
        services.AddRecurringJob<CheckEverything>();
    }

    public static void MapAgreement(this IEndpointRouteBuilder routes) => routes.MapGet("/office/agreement/export", FileAsync).RequireAuthorization(Readers);

    private static async Task<IResult> FileAsync(
        string? profile, string? region, Guid? organisation, string? element,
        HttpContext http, AgreementBoard board, ProfilesInForce profiles, CancellationToken ct)
    {
        var actor = http.User.Actor()!;
        var filter = new AgreementFilter { Profile = profile, Region = region, Organisation = organisation, Element = element }.Within(actor, await profiles.ActiveAsync(ct));
        return await ExcelSheet.FileAsync("与上级不一致的事项", "条", Heads, board.SheetAsync(actor, filter), ct);
    }
}
