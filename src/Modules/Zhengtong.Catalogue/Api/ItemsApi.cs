using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Api;

/// <summary>
/// The catalogue for other platforms (01.40): lists, versions and the feed of changes, so that every platform shows the same elements. Open to anybody, for what it says stands in the published
/// guides; limited by network address (setting <c>ItemsApi:PerMinute</c>).
/// </summary>
internal static class ItemsApi
{
    public const string Limit = "items-api";
    private const int Usual = 600;
    private static readonly Problem Unknown = Problem.NotFound("catalogue.item-unknown", "没有这个编码的事项或版本，请核对。");
    private static readonly Problem WrongKind = Problem.Invalid("catalogue.api-kind", "kind 请填 implementation（实施清单）或 basic（基本目录）。", "kind");
    private static readonly Problem WrongAfter = Problem.Invalid("catalogue.api-after", "after 不是上一页给出的值，请从头读取。", "after");

    public static IServiceCollection AddItemsApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAddressLimit(new(Limit, configuration.GetValue("ItemsApi:PerMinute", Usual), TimeSpan.FromMinutes(1)));
        return services.AddScoped<PublicItems>().AddSubscriber<ItemPublished, EnterChange>().AddRecurringJob<NumberChanges>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").AllowAnonymous().RequireRateLimiting(Limit).WithTags("items")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/items", ListAsync).Produces<ItemPage>()
            .WithSummary("Items of a region, an organisation, a type or a kind, in the order of region and code. The answer's next is the after of the next page.");
        group.MapGet("/items/{code}", OneAsync)
            .Produces<ItemAnswer>().Produces(StatusCodes.Status304NotModified)
            .WithSummary("The version in force with all elements and their national field names. The ETag is the version: send it as If-None-Match.");
        group.MapGet("/items/{code}/versions/{number:int}", VersionAsync).Produces<ItemAnswer>().Produces(StatusCodes.Status304NotModified).WithSummary("One version. It never changes.");
        group.MapGet("/item-changes", ChangesAsync).Produces<ChangePage>()
            .WithSummary("What became known of items, in order: versions published (published) or come to their planned day (in-force), items paused, resumed or cancelled (status). "
                + "An item with the status withdrawn is to be taken off: only its code is told. Begin with after=0, go on with the answer's cursor; nothing is left out.");
    }

    private static async Task<IResult> ListAsync(
        PublicItems items, CancellationToken ct,
        string? region = null, Guid? organisation = null, string? type = null, string? kind = null, string? after = null, int take = 50)
    {
        if (kind is not (null or "" or "implementation" or "basic"))
        {
            return ((Outcome)WrongKind).ToHttp();
        }

        var cursor = ItemCursor.Parse(after);
        return cursor is null && !string.IsNullOrEmpty(after)
            ? ((Outcome)WrongAfter).ToHttp()
            : Results.Ok(await items.PageAsync(
                region ?? "", organisation, type ?? "", kind == "basic" ? ItemKind.Basic : ItemKind.Implementation,
                cursor, Math.Clamp(take, 1, PublicItems.MostTaken), ct));
    }

    private static Task<IResult> OneAsync(string code, HttpContext http, PublicItems items, CancellationToken ct) => AnswerAsync(code, null, http, items, ct);

    private static Task<IResult> VersionAsync(string code, int number, HttpContext http, PublicItems items, CancellationToken ct) => AnswerAsync(code, number, http, items, ct);

    private static async Task<IResult> AnswerAsync(string code, int? number, HttpContext http, PublicItems items, CancellationToken ct)
    {
        if (await items.FindAsync(code, number, ct) is not { } found)
        {
            return ((Outcome)Unknown).ToHttp();
        }

        // The status lies on the item, not on its version: a paused item is another answer.
        var tag = $"\"{found.Version.Id:N}-{(int)found.Item.Status}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Any(v => v is "*" || v?.Split(',').Any(t => t.Trim().TrimStart('W', '/') == tag) == true)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(ItemAnswer.Of(found));
    }

    private static async Task<IResult> ChangesAsync(PublicItems items, CancellationToken ct, long after = 0, int take = 100) =>
        after < 0 ? ((Outcome)WrongAfter).ToHttp() : Results.Ok(await items.ChangesAsync(after, Math.Clamp(take, 1, PublicItems.MostTaken), ct));
}
