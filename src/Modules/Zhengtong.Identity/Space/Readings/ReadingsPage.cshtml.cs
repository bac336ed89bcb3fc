using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Space.Readings;

/// <summary>谁看过我的数据: of the person, or of the company acted for. One statement.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class ReadingsPageModel(ReadingList list) : PageModel
{
    public const string Path = SpacePageModel.Path + "/readings";

    public ReadingList.Page Shown { get; private set; } = new([], null);

    public string? Next => Shown.Before is { } last ? $"{Path}?before={last}" : null;

    public async Task OnGetAsync(Guid? before, CancellationToken ct) => Shown = await list.PageAsync(User.Party()!, User.Actor()!.Id, before, ReadingList.PageSize, ct);
}
