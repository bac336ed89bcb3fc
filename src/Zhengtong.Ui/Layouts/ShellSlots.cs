namespace Zhengtong.Ui.Layouts;

/// <summary>Partials that the shells show but that belong to modules; the process names them.</summary>
/// <param name="PostSwitcher">Of desk and office: changes the post (岗位) one works in. Without it the shells link to <c>/account/post</c>.</param>
/// <param name="MyPanel">Above the side menu of the personal space, for example the space switch.</param>
public sealed record ShellSlots(string? PostSwitcher = null, string? MyPanel = null);
