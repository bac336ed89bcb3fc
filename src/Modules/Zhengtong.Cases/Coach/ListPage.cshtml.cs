using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Cases.Model;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Coach;

/// <summary>The coaching registered in a window's region, or for an approver's organisation.</summary>
[Authorize(Policy = "role:window-clerk,approver")]
internal sealed class ListPageModel(Coachings coachings) : PageModel
{
    public const string Path = "/coaching";

    public Coachings.Page Shown { get; private set; } = new([], null);

    public string? Words { get; private set; }

    public CoachingForm? Form { get; private set; }

    public IReadOnlyList<Tab> Tabs => [new("全部", Href(null, null), Form is null), .. Enum.GetValues<CoachingForm>().Select(f => new Tab(f.Name(), Href(f, null), Form == f))];

    public string? Next => Shown.Next is { } after ? Href(Form, after) : null;

    public async Task OnGetAsync(string? words, CoachingForm? form, Guid? after, CancellationToken ct)
    {
        (Words, Form) = (words?.Trim(), form is { } chosen && Enum.IsDefined(chosen) ? chosen : null);
        Shown = await coachings.OfPostAsync(User.Actor()!.Post!, Words, Form, after, ct);
    }

    private string Href(CoachingForm? form, Guid? after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("form", form?.ToString()), ("words", Words), ("after", after?.ToString())])
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return Path + query;
    }
}
