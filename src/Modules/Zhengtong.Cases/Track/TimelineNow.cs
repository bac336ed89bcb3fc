using System.Text.Json;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Track;

/// <summary>Who has a case now, by when and why, and what will follow: from its open steps and the steps of its pinned version.</summary>
internal sealed class TimelineNow(Case @case, PublishedItem item, WorkingCalendar calendar, DateOnly today)
{
    private bool AwaitsCorrection => @case.Status == CaseStatus.AwaitingCorrection;

    public IEnumerable<TimelineEntry> Current(IReadOnlyList<CaseStep> open, IReadOnlyList<TraceEntry> trace, TimelineDepth depth)
    {
        if (!@case.Open)
        {
            yield break;
        }

        if (AwaitsCorrection)
        {
            yield return new TimelineEntry("等待申请人补正", null, "申请人", $"请在{Due(LapsesOn)}补齐；逾期未补的，申请会退回。", TimelineState.Now);
        }

        if (@case.PausedAt is { } since)
        {
            yield return new TimelineEntry("特别程序进行中，计时暂停", $"{LegalDay.Date(LegalDay.Of(since))}起", @case.OrganisationName, PauseText(trace), TimelineState.Now);
        }

        foreach (var step in open)
        {
            var warning = depth == TimelineDepth.Staff && step.Warning != WarningLevel.None ? $"【{step.Warning.Name()}】" : "";
            yield return new TimelineEntry(step.Name, $"{LegalDay.Date(LegalDay.Of(step.StartedAt))}起", HandOf(step.Role, step.OrganisationName), warning + Why(step), TimelineState.Now);
        }
    }

    public IEnumerable<TimelineEntry> Coming(IReadOnlyList<CaseStep> open)
    {
        if (!@case.Open)
        {
            yield break;
        }

        var reached = open.Count > 0 ? open.Max(s => s.Stage) : 0;
        foreach (var step in item.Content.Steps.Where(s => s.Stage > reached).OrderBy(s => s.Stage))
        {
            var organisation = step.OrganisationName.Length > 0 ? step.OrganisationName : @case.OrganisationName;
            yield return new TimelineEntry(step.Name, null, HandOf(step.Role, organisation), step.Days is { } days ? $"{days} 个工作日内" : null, TimelineState.Next);
        }
    }

    /// <summary>One line for lists.</summary>
    public string? WaitsFor(IReadOnlyList<CaseStep> open) => NextLine.Of(@case, open, calendar, today);

    private DateOnly LapsesOn => CorrectionTerm.LastDay(LegalDay.Of(@case.CorrectionAskedAt!.Value));

    private string Why(CaseStep step) => step.Kind switch
    {
        StepKind.Intake => $"应在{Due(step.DueOn)}答复是否受理（行政许可法第三十二条）；逾期未答复的，视为受理。",
        StepKind.Issue => $"应在{Due(step.DueOn)}送达办理结果（行政许可法第四十四条）。",
        _ when @case.PausedAt is not null => "计时暂停，特别程序结束后继续。",
        _ when @case.DueOn is { } due => $"应在{Due(due)}办结（{(item.Content.PromisedLimit is null ? "法定时限" : "承诺时限")}）。",
        _ => $"应在{Due(step.DueOn)}完成。",
    };

    private static string? PauseText(IReadOnlyList<TraceEntry> trace)
    {
        if (trace.LastOrDefault(t => t.What == "special-procedure-started") is not { } started)
        {
            return null;
        }

        using var document = JsonDocument.Parse(started.Data);
        var data = new TraceData(document.RootElement);
        return $"{data.Text("Kind")}，预计 {data.Number("PlannedDays")} 天，不计入办理期限（{data.Text("LegalGround") ?? "行政许可法第四十五条"}）。";
    }

    private string Due(DateOnly day) => LegalDay.DueText(day, today, calendar);

    private static string HandOf(string role, string organisation) => role switch
    {
        Roles.WindowClerk => "政务服务综合窗口",
        Roles.IssueClerk => "统一出件窗口",
        _ => organisation,
    };
}

/// <summary>In one line: what is to be done next on a case and by when.</summary>
internal static class NextLine
{
    public static string? Of(Case @case, IReadOnlyList<CaseStep> open, WorkingCalendar calendar, DateOnly today)
    {
        if (!@case.Open)
        {
            return null;
        }

        if (@case.Status == CaseStatus.AwaitingCorrection)
        {
            return $"请您补正材料，{LegalDay.DueText(CorrectionTerm.LastDay(LegalDay.Of(@case.CorrectionAskedAt!.Value)), today, calendar)}";
        }

        if (@case.PausedAt is not null)
        {
            return "特别程序进行中，计时暂停";
        }

        var names = string.Join("、", open.Select(s => s.Name).Distinct());
        var due = open.Count > 0 && open[0].Kind is StepKind.Intake or StepKind.Issue ? open[0].DueOn : @case.DueOn;
        return due is { } day ? $"{names}，{LegalDay.DueText(day, today, calendar)}" : names;
    }
}
