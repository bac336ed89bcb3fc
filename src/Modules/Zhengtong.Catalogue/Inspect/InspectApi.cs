using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// The check for the systems of other units (检测权限开放, 02.14): content in, faults out, nothing is kept. Signed in by the session cookie, with the header
/// <c>X-Form-Token</c> that <c>GET /api/inspect/form-token</c> gave.
/// </summary>
internal static class InspectApi
{
    public const string Path = "/api/inspect";
    public const string TokenHeader = "X-Form-Token";
    private const int MaxBytes = 512 * 1024;
    /// <summary>As versions are kept; a null where a list or a text belongs is refused.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { MaxDepth = 32, RespectNullableAnnotations = true, Converters = { new JsonStringEnumConverter() } };
    private static readonly Problem NoToken = Problem.Invalid("platform.form-token-missing", "请求缺少有效的 X-Form-Token。请先获取令牌，再连同会话 Cookie 一起发送。");
    private static readonly Problem Unreadable = Problem.Invalid("platform.body-invalid", "请求内容不是 JSON，或不符合接口约定的格式：须有 name 和 content。");
    private static readonly Problem TooLarge = Problem.Invalid("platform.body-too-large", "请求内容太大，请精简后再发送。");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).RequireAuthorization(Policies.Staff).WithTags("inspect");
        group.MapGet("/form-token", (HttpContext http, IAntiforgery antiforgery) => Results.Ok(new Token(antiforgery.GetAndStoreTokens(http).RequestToken!)))
            .Produces<Token>().WithSummary("The value for the header X-Form-Token.");
        group.MapGet("/standard", async (InspectionStandard standard, CancellationToken ct) => (await standard.RulesAsync(ct)).Select(RuleAnswer.Of).ToList())
            .Produces<IReadOnlyList<RuleAnswer>>().WithSummary("The inspection standard as it counts today, with the items that each rule counts for.");
        group.MapPost("", CheckAsync).Accepts<Asked>("application/json", "*/*").Produces<IReadOnlyList<FaultAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest).DisableAntiforgery()
            .WithSummary("Checks the content of an item against the inspection standard.");
    }

    private static async Task<IResult> CheckAsync(HttpContext http, IAntiforgery antiforgery, InspectItem inspect, CancellationToken ct)
    {
        if (http.Request.Headers[TokenHeader].Count != 1 || !await antiforgery.IsRequestValidAsync(http))
        {
            return ((Outcome)NoToken).ToHttp();
        }

        var read = await ReadAsync(http, ct);
        if (!read.TryGet(out var asked))
        {
            return ((Outcome)read).ToHttp();
        }

        var actor = http.User.Actor()!.Post!;
        var request = new PublishRequest(
            asked.Code ?? "", asked.Name, actor.OrganisationId, actor.OrganisationName, asked.RegionCode ?? actor.RegionCode, "", asked.Content, "api") { GuideOnly = asked.GuideOnly };
        var faults = await inspect.FaultsOfAsync(request, ct);
        return Results.Ok(faults.Select(f => new FaultAnswer(f.RuleKey, f.RuleVersion, f.Element, f.Blocks ? "block" : "warn", f.Place, f.Message, f.Days)).ToList());
    }

    private static async Task<Outcome<Asked>> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasJsonContentType())
        {
            return Unreadable;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + count > MaxBytes)
            {
                return TooLarge;
            }

            body.Write(buffer, 0, count);
        }

        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length), new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            {
                return Unreadable;
            }

            return new Asked(
                Text(root, "code"), name.GetString()!, Text(root, "regionCode"), content.Deserialize<ItemContent>(Json)!,
                root.TryGetProperty("guideOnly", out var only) && only.ValueKind == JsonValueKind.True);
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal sealed record Token(string FormToken);

    internal sealed record Asked(string? Code, string Name, string? RegionCode, ItemContent Content, bool GuideOnly = false);

    /// <param name="Types">Codes of the item types it counts for; empty: all.</param>
    /// <param name="Levels">1 nation to 6 village; empty: all.</param>
    /// <param name="Severity">block or warn.</param>
    internal sealed record RuleAnswer(
        string Rule, int Version, string Title, string Why, string Source, string Element, string Severity, int Days, string Remedy,
        string RegionCode, IReadOnlyList<string> Types, IReadOnlyList<int> Levels)
    {
        public static RuleAnswer Of(StandardRule r) =>
            new(r.Key, r.Version, r.Title, r.Why, r.Source, r.Element, r.Blocks ? "block" : "warn", r.Days, r.Remedy, r.RegionCode, r.Types, r.Levels);
    }

    /// <param name="Severity">block or warn.</param>
    internal sealed record FaultAnswer(string Rule, int Version, string Element, string Severity, string Place, string Message, int Days);
}
