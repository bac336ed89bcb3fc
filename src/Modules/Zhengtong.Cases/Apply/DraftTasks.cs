using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Apply;

/// <summary>What of a draft is done and what is left, in the order one does it.</summary>
internal static class DraftTasks
{
    public static IReadOnlyList<TaskEntry> Of(OpenDraft open)
    {
        var (draft, home) = (open.Draft, $"/apply/draft/{open.Draft.Id}");
        List<TaskEntry> tasks = [];
        if (HasChoice(open))
        {
            var chosen = !SubmissionCheck.OfChoice(open.Item, draft.Situation, draft.Mode).Any();
            var situation = open.Item.Content.Situations.FirstOrDefault(s => s.Key == draft.Situation)?.Name;
            tasks.Add(new(open.Item.Content.Asks ? "办理方式" : "办理情形和方式", home + "/mode",
                chosen ? TaskState.Done : TaskState.NotStarted, string.Join("，", new[] { situation, draft.Mode.Name() }.OfType<string>())));
        }

        tasks.AddRange(open.Sections.Select(s => new TaskEntry(s.Title, $"{home}/form/{s.Key}", StateOf(open, s))));
        if (open.Materials.Count > 0)
        {
            var missing = Missing(open);
            tasks.Add(new(
                "申请材料",
                home + "/materials",
                missing == 0 ? TaskState.Done : open.Given.Count > 0 ? TaskState.Started : TaskState.NotStarted,
                missing == 0 ? $"共 {open.Materials.Count} 项，已备齐" : $"还差 {missing} 项"));
        }

        tasks.Add(new("结果领取方式", home + "/delivery", TaskState.Done, DeliveryMethods.Names[draft.Delivery]));
        tasks.Add(new("核对并提交", home + "/check", tasks.TrueForAll(t => t.State == TaskState.Done) ? TaskState.NotStarted : TaskState.Locked));
        return tasks;
    }

    /// <summary>Whether there is anything to choose before the form.</summary>
    public static bool HasChoice(OpenDraft open) => open.Item.Content is { Asks: false, Situations.Count: > 0 } || SubmissionCheck.Modes(open.Item).Count > 1;

    /// <summary>The page after a section: the next one that is not done, or the list.</summary>
    public static string After(OpenDraft open, string section)
    {
        var tasks = Of(open);
        var here = tasks.ToList().FindIndex(t => t.Href?.EndsWith("/form/" + section, StringComparison.Ordinal) == true);
        return tasks.Skip(here + 1).FirstOrDefault(t => t.State is TaskState.NotStarted or TaskState.Started)?.Href ?? $"/apply/draft/{open.Draft.Id}";
    }

    private static int Missing(OpenDraft open) => SubmissionCheck.Of(open.Item, open.Draft, open.Given, open.Materials).Count(p => p.Code == "cases.material-missing");

    private static TaskState StateOf(OpenDraft open, FormSection section) =>
        FormValidator.Validate(open.Form, open.Answers, open.Context, section.Key).Count == 0 ? TaskState.Done
        : open.Answers.Rows(section.Key) > 0 ? TaskState.Started
        : TaskState.NotStarted;
}
