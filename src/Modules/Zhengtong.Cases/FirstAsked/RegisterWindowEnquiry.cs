using Microsoft.Extensions.Configuration;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>
/// Writes down that somebody asked about a matter without a case, and answers it (03.15). Whoever is asked first follows it through: setting <c>FirstAsked:AnswerWithinDays</c>,
/// three working days unless told.
/// </summary>
internal sealed class RegisterWindowEnquiry(Database db, WorkingCalendars calendars, IConfiguration configuration)
{
    public const int LongestQuestion = 1000;
    public const int LongestAnswer = 2000;
    private const int UsualDays = 3;

    public static readonly Problem Gone = Problem.NotFound("cases.duty-gone", "没有找到这条首问登记，或它不由您负责。请返回“我的首问”查看。");

    public int AnswerWithinDays => Math.Clamp(configuration.GetValue("FirstAsked:AnswerWithinDays", UsualDays), 1, 60);

    internal sealed record Command(string AskerName, string AskerPhone, string ItemName, string Question);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { } post)
        {
            return Gone;
        }

        var (name, phone, item, question) = (command.AskerName.Trim(), command.AskerPhone.Trim(), command.ItemName.Trim(), command.Question.Trim());
        List<Problem> problems = [];
        if (name.Length is 0 or > 50)
        {
            problems.Add(Problem.Invalid("cases.duty-name", "请填写咨询人的称呼（50 字以内）。", "name"));
        }

        if (phone.Length is < 5 or > 20 || !phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' '))
        {
            problems.Add(Problem.Invalid("cases.duty-phone", "请填写能联系到咨询人的电话号码。", "phone"));
        }

        if (item.Length is 0 or > 200)
        {
            problems.Add(Problem.Invalid("cases.duty-item", "请填写咨询的事项（200 字以内）。", "item"));
        }

        if (question.Length is 0 or > LongestQuestion)
        {
            problems.Add(Problem.Invalid("cases.duty-question", $"请填写咨询的问题（{LongestQuestion} 字以内）。", "question"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var duty = new Duty
        {
            Id = Guid.CreateVersion7(act.At),
            RegionCode = post.RegionCode,
            AskedAt = act.At,
            ItemName = item,
            StaffId = act.Actor.Id,
            StaffName = act.Actor.Name,
            Role = post.Role,
            OrganisationName = post.OrganisationName,
            FirstId = act.Actor.Id,
            FirstName = act.Actor.Name,
            AskerName = name,
            AskerPhone = phone,
            Question = question,
            AnswerBy = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), AnswerWithinDays),
        };
        db.Add(duty);
        db.Record(duty, act, "enquiry-registered", new { item, asker = Mask.Name(name), duty.AnswerBy });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? duty.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> AnswerAsync(Guid dutyId, string answer, Act act, CancellationToken ct)
    {
        if (answer.Trim() is not { Length: > 0 and <= LongestAnswer } said)
        {
            return Problem.Invalid("cases.duty-answer", $"请写明怎样答复的（{LongestAnswer} 字以内）。", "answer");
        }

        if (await db.FindDutyAsync(dutyId, act.Actor, ct) is not { CaseId: null } duty || duty.StaffId != act.Actor.Id)
        {
            return Gone;
        }

        if (duty.AnsweredAt is not null)
        {
            return Problem.Conflict("cases.duty-answered", "这个问题已经答复过，请刷新页面查看。");
        }

        duty.Answer = said;
        duty.AnsweredAt = act.At;
        duty.Revision++;
        db.Record(duty, act, "enquiry-answered", new { answer = said });
        return await db.SaveAsync(ct);
    }
}
