using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Assist;

/// <summary>
/// A helper takes a request on, says why not, or writes down what came of it (05.20). What one helper has, another of the same region may take over; who asked is told each time.
/// </summary>
internal sealed class AnswerAssistance(Database db, TellAssistance tell)
{
    public const int LongestText = 500;
    public static readonly Problem Unknown = Problem.NotFound("halls.assist-unknown", "没有找到这个帮办代办申请，或不在您的地区。");
    private static readonly Problem Over = Problem.Conflict("halls.assist-over", "这个申请已经办完、撤回或退回，请刷新页面查看。");
    private static readonly Problem Meanwhile = Problem.Conflict("halls.assist-meanwhile", "申请人或其他工作人员刚刚处理了这个申请，请刷新页面查看。");

    public Task<Outcome> AcceptAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, async request =>
    {
        if (request.HelperId == act.Actor.Id)
        {
            return Problem.Conflict("halls.assist-yours", "这个申请已经由您接办，请联系申请人。");
        }

        var former = request.HelperName;
        request.Accept(act);
        db.Record(request, act, "assist-accepted", new { former });
        await tell.AnsweredAsync(request, "有人帮您办理了", $"{request.HallName}的{request.HelperName}已接办，会按您留的电话联系您，约定帮办的时间和地点。帮办代办不收任何费用。", ct);
        return Outcome.Done();
    }, ct);

    public Task<Outcome> DeclineAsync(Guid id, string? why, Act act, CancellationToken ct) => OnAsync(id, act, async request =>
    {
        if (Text(why) is not { } reason)
        {
            return Problem.Invalid("halls.assist-why", $"请写明不能帮办的原因和申请人可以怎么办，不超过 {LongestText} 个字。", "why");
        }

        request.Decline(reason, act.At);
        db.Record(request, act with { Reason = reason }, "assist-declined");
        await tell.AnsweredAsync(request, "这次不能帮办", $"原因和建议：{reason} 您仍可以在网上或到窗口办理。", ct);
        return Outcome.Done();
    }, ct);

    public Task<Outcome> FinishAsync(Guid id, string? result, Act act, CancellationToken ct) => OnAsync(id, act, async request =>
    {
        if (request.HelperId != act.Actor.Id)
        {
            return Problem.Conflict("halls.assist-not-yours", "请先接办，再登记帮办结果。");
        }

        if (Text(result) is not { } said)
        {
            return Problem.Invalid("halls.assist-result", $"请写明帮办了什么、办到哪一步，不超过 {LongestText} 个字。", "result");
        }

        request.Finish(said, act.At);
        db.Record(request, act, "assist-done", new { result = said });
        await tell.AnsweredAsync(request, "帮办已完成", $"帮办情况：{said}", ct);
        return Outcome.Done();
    }, ct);

    private static string? Text(string? typed) => typed?.Trim() is { Length: > 0 and <= LongestText } text ? text : null;

    private async Task<Outcome> OnAsync(Guid id, Act act, Func<AssistRequest, Task<Outcome>> answer, CancellationToken ct)
    {
        if (act.Actor.Post is not { } post || await db.AssistsFor(post).SingleOrDefaultAsync(r => r.Id == id, ct) is not { } request)
        {
            return Unknown;
        }

        if (request.EndedAt is not null)
        {
            return Over;
        }

        var answered = await answer(request);
        return answered.Ok ? await db.SaveAsync(ct, Meanwhile) : answered;
    }
}
