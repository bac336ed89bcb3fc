using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.ManualChecks;

/// <summary>The reviewer answers every question; what fails becomes a finding of the organisation, as if a machine had found it (02.10).</summary>
internal sealed class AnswerCheck(Database db, InspectionData data, TellEditors tell, ResponsibleStaff persons, WorkingCalendars calendars)
{
    private const int Days = 15;
    public const int LongestNote = 300;

    internal sealed class Line
    {
        public string? Key { get; set; }

        /// <summary>yes or no.</summary>
        public string? Passed { get; set; }

        public string? Note { get; set; }
    }

    public async Task<Outcome> HandleAsync(Guid id, IReadOnlyList<Line> lines, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        if (await db.Set<ManualCheck>().SingleOrDefaultAsync(c => c.Id == id && c.ReviewerId == me && c.WithdrawnAt == null, ct) is not { } check)
        {
            return Problem.NotFound("catalogue.check-unknown", "没有找到这项校验，或已收回、改派给他人。");
        }

        if (check.DoneAt is not null)
        {
            return Problem.Conflict("catalogue.check-done", "这项校验已经提交，不能再改。");
        }

        var answers = lines.Where(l => l.Key is not null).DistinctBy(l => l.Key).ToDictionary(l => l.Key!, StringComparer.Ordinal);
        var problems = new List<Problem>();
        for (var i = 0; i < data.Questions.Count; i++)
        {
            var answer = answers.GetValueOrDefault(data.Questions[i].Key);
            if (answer?.Passed is not ("yes" or "no"))
            {
                problems.Add(Problem.Invalid("catalogue.check-open", "请回答这个问题。", $"Lines[{i}].Passed"));
            }
            else if (answer.Passed == "no" && (answer.Note ?? "").Trim().Length is 0 or > LongestNote)
            {
                problems.Add(Problem.Invalid("catalogue.check-note", $"请写明哪里有问题，不超过 {LongestNote} 个字。", $"Lines[{i}].Note"));
            }
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        await WriteAsync(check, answers, act, ct);
        return await db.SaveAsync(ct);
    }

    private async Task WriteAsync(ManualCheck check, Dictionary<string, Line> answers, Act act, CancellationToken ct)
    {
        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(act.At), Days);
        var open = await db.Set<Finding>().Where(f => f.ItemId == check.ItemId && f.ClosedAt == null && f.Origin == FindingOrigin.Manual).Select(f => f.RuleKey).ToListAsync(ct);
        var paused = await db.Set<Item>().AnyAsync(i => i.Id == check.ItemId && i.Status == ItemStatus.Paused, ct);
        var failed = 0;
        foreach (var question in data.Questions)
        {
            var answer = answers[question.Key];
            var (passed, note) = (answer.Passed == "yes", (answer.Note ?? "").Trim());
            db.Add(new ManualAnswer { CheckId = check.Id, QuestionKey = question.Key, Question = question.Question, Passed = passed, Note = note });
            failed += passed ? 0 : 1;
            if (!passed && !open.Contains(RuleOf(question)))
            {
                var finding = FindingOf(check, question, note, act, due);
                await persons.NameAsync([finding], ct);
                db.Add(finding);
                db.Record(finding, act, "finding-registered", new { check = check.Id });
                if (paused)
                {
                    finding.Rest(act.At);
                }

                await tell.OfFindingAsync(finding, "人工校验发现问题", ct);
            }
        }

        check.Finish(failed, act.At);
        db.Record(check, act, "check-answered", new { failed });
    }

    /// <summary>The key of what a question finds.</summary>
    public static string RuleOf(ManualQuestion question) => "m-" + question.Key;

    private static Finding FindingOf(ManualCheck check, ManualQuestion question, string note, Act act, DateOnly due) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(act.At)),
        ItemId = check.ItemId,
        ItemCode = check.ItemCode,
        ItemName = check.ItemName,
        Version = check.Version,
        RuleKey = RuleOf(question),
        RuleVersion = 1,
        Place = "",
        Element = question.Elements.Count > 0 ? question.Elements[0] : "",
        Blocks = false,
        Message = $"{question.Question}不符合：{note}",
        Origin = FindingOrigin.Manual,
        ReportedById = check.ReviewerId,
        OrganisationId = check.OrganisationId,
        OrganisationName = check.OrganisationName,
        RegionCode = check.RegionCode,
        FoundAt = act.At,
        DueOn = due,
    };
}
