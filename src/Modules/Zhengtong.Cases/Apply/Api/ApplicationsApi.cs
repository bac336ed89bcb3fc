using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply.Api;

/// <summary>
/// Applications for programs: the acts of the pages, JSON in and out, refusals as RFC 9457. Signed in by the session cookie, so every change wants the header <c>X-Form-Token</c>
/// with what <c>GET /api/applications/form-token</c> gave: a page of another site cannot set it.
/// </summary>
internal static class ApplicationsApi
{
    public const string Path = "/api/applications";
    public const string TokenHeader = "X-Form-Token";
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>Routing would answer another type of body as a path that is not there; the act says what it wants instead.</summary>
    private const string AnyType = "*/*";
    private static readonly Problem NoToken = Problem.Invalid("platform.form-token-missing", "请求缺少有效的 X-Form-Token。请先获取令牌，再连同会话 Cookie 一起发送。");
    private static readonly Problem NoKey = Problem.Invalid("cases.idempotency-key-missing", "提交申请须带请求头 Idempotency-Key（8 至 100 个字母、数字或横线）。重发同一次提交请使用同一个值。");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Path).RequireAuthorization(Policies.ApplicantOrDelegate).AddEndpointFilter(TokenAsync).WithTags("applications").ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/form-token", (HttpContext http, IAntiforgery antiforgery) => Results.Ok(new TokenAnswer(antiforgery.GetAndStoreTokens(http).RequestToken!)))
            .Produces<TokenAnswer>().WithSummary("The value for the header X-Form-Token of every change.");
        group.MapPost("", CreateAsync)
            .Accepts<CreateInput>("application/json", AnyType).Produces<ApplicationAnswer>(StatusCodes.Status201Created)
            .WithSummary("Opens the draft of an item, or the open one there is.");
        group.MapGet("/{id:guid}", StatusAsync).Produces<ApplicationAnswer>().WithSummary("What the application is now: a draft, or a case with its status.");
        group.MapPut("/{id:guid}/answers/{section}", AnswersAsync).Accepts<AnswersInput>("application/json", AnyType).Produces<ApplicationAnswer>().WithSummary("Replaces the answers of a section.")
            .RequireRateLimiting(CostlyWork.Drafts);
        group.MapPost("/{id:guid}/materials/{key}/files", AttachAsync)
            .Accepts<IFormFile>("multipart/form-data", AnyType).Produces<ApplicationAnswer>()
            .WithSummary("Adds a file to a material: one part, file.").RequireRateLimiting(CostlyWork.Uploads);
        group.MapPost("/{id:guid}/submit", SubmitAsync).Accepts<SubmitInput>("application/json", AnyType).Produces<ApplicationAnswer>()
            .WithSummary("Hands in. Wants the header Idempotency-Key; sent again it answers the same case.");
    }

    private static async ValueTask<object?> TokenAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsGet(http.Request.Method))
        {
            return await next(context);
        }

        // Only the header counts: then no body is read for somebody who was tricked.
        return http.Request.Headers[TokenHeader].Count == 1 && await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
            ? await next(context)
            : ((Outcome)NoToken).ToHttp();
    }

    private static async Task<IResult> CreateAsync(HttpContext http, StartDraft start, SaveDraft save, OpenDrafts drafts, TimeProvider clock, CancellationToken ct)
    {
        var body = await JsonBody.ReadAsync<CreateInput>(http, ct);
        if (!body.TryGet(out var input))
        {
            return ((Outcome)body).ToHttp();
        }

        var act = http.Act(clock, "API");
        var started = await start.HandleAsync(input.ItemCode, act, ct);
        if (!started.TryGet(out var id))
        {
            return ((Outcome)started).ToHttp();
        }

        if (input is not { Situation: null, Mode: null })
        {
            var chosen = await save.ModeAsync(id, null, input.Situation ?? "", input.Mode ?? Mode.Normal, act, ct);
            if (!chosen.Ok)
            {
                return chosen.ToHttp();
            }
        }

        var found = await drafts.FindAsync(id, act, ct);
        return found.TryGet(out var open) ? Results.Created($"{Path}/{id}", ApplicationAnswer.Of(open)) : ((Outcome)found).ToHttp();
    }

    private static async Task<IResult> StatusAsync(Guid id, HttpContext http, OpenDrafts drafts, Database db, TimeProvider clock, CancellationToken ct)
    {
        var found = await drafts.FindAsync(id, http.Act(clock), ct);
        return found.TryGet(out var open) ? Results.Ok(await AnswerAsync(open, db, ct)) : ((Outcome)found).ToHttp();
    }

    private static async Task<IResult> AnswersAsync(Guid id, string section, HttpContext http, OpenDrafts drafts, SaveDraft save, TimeProvider clock, CancellationToken ct)
    {
        var act = http.Act(clock, "API");
        var found = await drafts.FindAsync(id, act, ct);
        if (!found.TryGet(out var open))
        {
            return ((Outcome)found).ToHttp();
        }

        var body = await JsonBody.ReadAsync<AnswersInput>(http, ct);
        if (!body.TryGet(out var input))
        {
            return ((Outcome)body).ToHttp();
        }

        var posted = PostedAnswers.Of(open.Form, section, input.Answers);
        if (!posted.TryGet(out var fields))
        {
            return ((Outcome)posted).ToHttp();
        }

        var saved = await save.AnswersAsync(id, input.Revision, fields, null, act, ct);
        return saved.TryGet(out var after) ? Results.Ok(ApplicationAnswer.Of(after)) : ((Outcome)saved).ToHttp();
    }

    private static async Task<IResult> AttachAsync(Guid id, string key, HttpContext http, OpenDrafts drafts, AttachMaterial attach, TimeProvider clock, CancellationToken ct)
    {
        var act = http.Act(clock, "API");
        var found = await drafts.FindAsync(id, act, ct);
        if (!found.Ok)
        {
            return ((Outcome)found).ToHttp();
        }

        var form = await JsonBody.ReadFormAsync(http, ct);
        if (!form.TryGet(out var sent))
        {
            return ((Outcome)form).ToHttp();
        }

        await using var content = sent.File.OpenReadStream();
        var done = await attach.UploadAsync(id, key, content, sent.File.FileName, act, ct);
        var after = await drafts.FindAsync(id, act, ct);
        return done.Ok && after.TryGet(out var open) ? Results.Ok(ApplicationAnswer.Of(open)) : (done.Ok ? after : done).ToHttp();
    }

    private static async Task<IResult> SubmitAsync(
        Guid id, HttpContext http, OpenDrafts drafts, SaveDraft save, SubmitApplication submit, Database db, TimeProvider clock, CancellationToken ct)
    {
        var act = http.Act(clock, "API");
        var found = await drafts.FindAsync(id, act, ct);
        if (!found.TryGet(out var open))
        {
            return ((Outcome)found).ToHttp();
        }

        if (RealNameFirst.Lacks(http.User))
        {
            return ((Outcome)RealNameFirst.Missing).ToHttp();
        }

        if (http.Request.Headers[IdempotencyHeader] is not [{ Length: >= 8 and <= 100 } key] || key.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
        {
            return ((Outcome)NoKey).ToHttp();
        }

        var body = await JsonBody.ReadAsync<SubmitInput>(http, ct);
        if (!body.TryGet(out var input))
        {
            return ((Outcome)body).ToHttp();
        }

        if (open.Draft.CaseId is null)
        {
            if (input.Revision != open.Draft.Revision)
            {
                return ((Outcome)Drafts.ChangedElsewhere).ToHttp();
            }

            if (input.Promise && await save.PromiseAsync(id, act, ct) is { Ok: false } unsigned)
            {
                return unsigned.ToHttp();
            }
        }

        // A draft makes one case, however often and with whatever key it is handed in.
        var done = await submit.HandleAsync(id, act, ct);
        if (!done.Ok)
        {
            return ((Outcome)done).ToHttp();
        }

        db.ChangeTracker.Clear();
        return Results.Ok(await AnswerAsync((await drafts.FindAsync(id, act, ct)).Value, db, ct));
    }

    private static async Task<ApplicationAnswer> AnswerAsync(OpenDraft open, Database db, CancellationToken ct) => open.Draft.CaseId is { } caseId
        ? ApplicationAnswer.Of(open) with { Case = CaseAnswer.Of(await db.Set<Case>().AsNoTracking().SingleAsync(c => c.Id == caseId, ct)) }
        : ApplicationAnswer.Of(open);
}
