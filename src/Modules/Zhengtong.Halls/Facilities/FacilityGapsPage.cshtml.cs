using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Halls.Facilities;

/// <summary>What is missing in the halls of a region or was not checked (18.06), for who supervises and who keeps them. Two statements.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class FacilityGapsPageModel(FacilityGaps gaps) : PageModel
{
    public const string Path = "/office/facilities";
    private const int PageSize = 30;

    public IReadOnlyList<FacilityGaps.Gap> Gaps { get; private set; } = [];

    public int Days => gaps.Days;

    /// <summary>Who keeps them is led to where he can mend it.</summary>
    public bool Keeps { get; private set; }

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var actor = User.Actor()!;
        Keeps = actor.Has(Roles.Administrator);
        var read = await gaps.PageAsync(actor.Post!.RegionCode, after ?? Guid.Empty, PageSize + 1, ct);
        Gaps = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Gaps[^1].HallId}" : null;
    }
}

/// <summary>The same as a sheet, a line for each kind.</summary>
internal static class FacilityGapsExport
{
    private static readonly string[] Heads = ["大厅", "区划", "设施", "问题"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet(FacilityGapsPageModel.Path + "/export", (HttpContext http, FacilityGaps gaps, CancellationToken ct) =>
            ExcelSheet.FileAsync("无障碍设施检查", "条", Heads, gaps.SheetAsync(http.User.Actor()!.Post!.RegionCode, ct), ct))
        .RequireAuthorization(Policies.Overseer);
}
