using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Track;

/// <summary>我的办件: of the person, or of the company acted for.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class MyCasesPageModel(MyCases cases) : PageModel
{
    public MyCases.Page Shown { get; private set; } = new([], null);

    public string? Words { get; private set; }

    public string? State { get; private set; }

    public IReadOnlyList<Tab> Tabs => [Of("全部", null), Of("办理中", "open"), Of("已办结", "ended")];

    public string? Next => Shown.After is { } after ? Address(State, after) : null;

    public async Task OnGetAsync(string? state, string? q, Guid? after, CancellationToken ct)
    {
        (State, Words) = (state is "open" or "ended" ? state : null, q?.Trim());
        Shown = await cases.ListAsync(User.Actor()!, User.Party()!, Ended(State), Words, after, MyCases.PageSize, ct);
    }

    /// <param name="state">As it stands in the address.</param>
    public static bool? Ended(string? state) => state switch { "open" => false, "ended" => true, _ => null };

    /// <summary>The sheet of what the page's search shows.</summary>
    public string Sheet => Address(State, null, "/my/cases/export");

    private Tab Of(string title, string? state) => new(title, Address(state, null), State == state);

    private string Address(string? state, Guid? after, string path = "/my/cases")
    {
        var query = new QueryString();
        query = state is null ? query : query.Add("state", state);
        query = string.IsNullOrEmpty(Words) ? query : query.Add("q", Words);
        query = after is null ? query : query.Add("after", after.Value.ToString());
        return path + query;
    }
}
