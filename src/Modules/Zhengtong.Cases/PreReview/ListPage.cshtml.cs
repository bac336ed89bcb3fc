using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.PreReview;

/// <summary>The pre-reviews that applicants of the window's region wished for.</summary>
[Authorize(Policy = Policies.Window)]
internal sealed class ListPageModel(PreReviewList list) : PageModel
{
    public const string Path = "/desk/pre-reviews";

    public PreReviewList.Page Shown { get; private set; } = new([], null);

    public bool Ended { get; private set; }

    public string? Words { get; private set; }

    public IReadOnlyList<Tab> Tabs => [new("待答复", Href(false, null), !Ended), new("已结束", Href(true, null), Ended)];

    public string? Next => Shown.Next is { } after ? Href(Ended, after) : null;

    public async Task OnGetAsync(bool ended, string? words, string? after, CancellationToken ct)
    {
        (Ended, Words) = (ended, words?.Trim());
        Shown = await list.ReadAsync(User.Actor()!.Post!, ended, Words, after, ct);
    }

    private string Href(bool ended, string? after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("ended", ended ? "true" : null), ("words", Words), ("after", after)])
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return Path + query;
    }
}
