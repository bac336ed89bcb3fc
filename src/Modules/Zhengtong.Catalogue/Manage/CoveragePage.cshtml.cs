using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Manage;

[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class CoveragePageModel(Coverage coverage) : PageModel
{
    public Coverage.Report Report { get; private set; } = null!;

    /// <summary>A province counts by its statistics: counting a million items on a request helps nobody.</summary>
    public bool TooWide => User.Actor()!.Post!.RegionCode.Length < 4;

    public async Task OnGetAsync(CancellationToken ct) => Report = TooWide ? new([], []) : await coverage.ReadAsync(User.Actor()!, ct);

    public async Task<IResult> OnGetExportAsync(CancellationToken ct) =>
        await ExcelSheet.FileAsync("事项覆盖", "个", ["实施主体", "区划", "登记事项", "平台运行", "不上平台", "暂停", "覆盖率"], RowsAsync(ct), ct);

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await OnGetAsync(ct);
        foreach (var r in Report.Rows)
        {
            yield return [r.OrganisationName, r.RegionName, $"{r.Registered}", $"{r.Running}", $"{r.Excluded}", $"{r.Paused}", r.Share.ToString("P1", System.Globalization.CultureInfo.InvariantCulture)];
        }
    }
}
