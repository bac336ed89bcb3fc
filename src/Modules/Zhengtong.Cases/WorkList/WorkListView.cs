using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.WorkList;

/// <summary>What <c>_WorkListTable</c> draws.</summary>
/// <param name="Path">The address of the list without its filter; its export is <c>{Path}/export</c>.</param>
/// <param name="Open">The address at which a row is worked on.</param>
internal sealed record WorkListView(string Title, string Path, WorkListFilter Filter, WorkLists.Page Page, Func<WorkLists.Row, string> Open)
{
    public const string Partial = "/Zhengtong.Cases/WorkList/_WorkListTable.cshtml";

    public string EmptyText { get; init; } = "新的办件到达后会出现在这里，先到期的排在最前。";

    /// <summary>More than one organisation's cases stand in a regional list.</summary>
    public bool ShowOrganisation { get; init; } = true;
}
