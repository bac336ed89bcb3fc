using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// Where an end sends what it shows of an item. It signs with its key in place of a session, so no form token is asked for; without the right key the answer is 401 and nothing
/// is read.
/// </summary>
internal static class EndsApi
{
    public const string Path = "/api/ends/{id:guid}/items/{code}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, TakeAsync).AllowAnonymous().DisableAntiforgery().RequireRateLimiting(ItemsApi.Limit).WithTags("ends")
        .Accepts<ShownInput>("application/json", "*/*")
        .Produces<ShownAnswer>().ProducesProblem(StatusCodes.Status400BadRequest)
        .Produces(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound)
        .WithSummary("What an end shows of an item, compared with the master element by element. Signed with the header X-End-Key. An item may go live when nothing differs.");

    private static async Task<IResult> TakeAsync(Guid id, string code, HttpContext http, Database db, CompareEnd compare, TimeProvider clock, CancellationToken ct)
    {
        if (http.Request.Headers[EndKey.Header] is not [{ Length: > 0 and <= 100 } key]
            || await db.Set<ApplicationEnd>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.RetiredAt == null, ct) is not { } end || !EndKey.Fits(key, end.KeyHash))
        {
            return Results.Unauthorized();
        }

        var body = await ReadAsync(http, ct);
        if (!body.TryGet(out var bytes))
        {
            return ((Outcome)body).ToHttp();
        }

        var shown = ShownElements.Read(bytes);
        if (!shown.TryGet(out var elements))
        {
            return ((Outcome)shown).ToHttp();
        }

        var compared = await compare.HandleAsync(end, code, elements, Act.Micro(clock.GetUtcNow().UtcDateTime), ct);
        return compared.TryGet(out var found) ? Results.Ok(new ShownAnswer(found.Differences.Count == 0, found.Version, found.VersionId, found.Differences)) : ((Outcome)compared).ToHttp();
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasJsonContentType())
        {
            return Problem.Invalid("platform.body-type", "请以 application/json 发送请求内容。");
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int n; (n = await http.Request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + n > ShownElements.MaxBytes)
            {
                return Problem.Invalid("platform.body-too-large", "请求内容太大，请精简后再发送。");
            }

            body.Write(buffer, 0, n);
        }

        return body.ToArray();
    }

    /// <param name="Elements">Lines by element: by key or by national field name.</param>
    internal sealed record ShownInput(IReadOnlyDictionary<string, IReadOnlyList<string>> Elements);

    /// <param name="Version">The version in force that was compared with.</param>
    internal sealed record ShownAnswer(bool Equal, int Version, Guid VersionId, IReadOnlyList<EndDifference> Differences);
}
