using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Zhengtong.Ui.Components;

/// <summary>What is done and what is left of an application.</summary>
[HtmlTargetElement("zt-task-list", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TaskListTagHelper : TagHelper
{
    public IReadOnlyList<TaskEntry> Tasks { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var needed = Tasks.Where(t => t.State != TaskState.NotNeeded).ToList();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "zt-tasks");
        output.Content.AppendHtml(Html.Element("p", "zt-tasks__count", $"已完成 {needed.Count(t => t.State == TaskState.Done)} 项，共 {needed.Count} 项"));
        output.Content.AppendHtml(Html.Element("ul", null, Tasks.Select(One)));
    }

    private static Microsoft.AspNetCore.Mvc.Rendering.TagBuilder One(TaskEntry task, int index)
    {
        var (tone, icon, text) = task.State switch
        {
            TaskState.Done => (Tone.Done, "check-circle-fill", "已完成"),
            TaskState.Started => (Tone.Info, "pencil", "填写中"),
            TaskState.Wrong => (Tone.Danger, "exclamation-circle-fill", "需要修改"),
            TaskState.Locked => (Tone.Neutral, "lock", "请先完成前面的内容"),
            TaskState.NotNeeded => (Tone.Neutral, "dash-lg", "无需填写"),
            _ => (Tone.Neutral, "circle", "未开始"),
        };
        var stateId = $"zt-task-{index}";
        var title = task.Href is null || task.State is TaskState.Locked or TaskState.NotNeeded
            ? Html.Element("span", "zt-tasks__title", task.Title)
            : Html.Link(task.Href, "zt-tasks__title", task.Title).Attr("aria-describedby", stateId);
        return Html.Element(
            "li",
            "zt-tasks__task",
            Html.Element("div", null, title, task.Hint is null ? null : Html.Element("p", "zt-tasks__hint", task.Hint)),
            Html.Element("span", $"zt-badge zt-badge--{tone.Css()}", Html.Icon(icon), text).Attr("id", stateId));
    }
}

public sealed record TaskEntry(string Title, string? Href, TaskState State, string? Hint = null);

public enum TaskState
{
    NotStarted,
    Started,
    Done,
    Wrong,
    Locked,
    NotNeeded,
}
