using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Import;

/// <summary>The administrators' page to import a file, and the imports within their reach.</summary>
[Authorize(Policies.Administrator)]
[RequestSizeLimit(MaxBytes)]
internal sealed class ImportModel(Database db, RunningImports running, ImportReach reach, TimeProvider clock) : PageModel
{
    private const int MaxBytes = 64 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Source { get; set; }

    [BindProperty]
    public bool DryRun { get; set; }

    public IReadOnlyList<ImportRun> Runs { get; private set; } = [];

    public static string KindName(string kind) => kind switch
    {
        "regions" => "行政区划",
        "codes" => "代码表",
        "calendar" => "工作日历",
        "guides" => "办事指南",
        "proofs" => "证明事项清单",
        "national" => "国家基本目录",
        "sheet" => "事项表格",
        "" => "未识别",
        _ => "事项",
    };

    public async Task OnGetAsync(CancellationToken ct)
    {
        DryRun = true;
        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Source is null || Source.Length == 0)
        {
            ModelState.AddModelError(nameof(Source), "请选择要导入的文件。");
            await LoadAsync(ct);
            return Page();
        }

        using var bytes = new MemoryStream();
        await Source.CopyToAsync(bytes, ct);
        var name = Path.GetFileName(Source.FileName);
        var begun = await running.StartAsync(name[..Math.Min(name.Length, 200)], bytes.ToArray(), DryRun, HttpContext.Act(clock, "导入数据"), ct);
        if (!ModelState.AddProblems(begun))
        {
            return Redirect($"/office/import/{begun.Value}");
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var region = await reach.OfAsync(User.Actor()!.Post!, ct);
        Runs = await db.Set<ImportRun>().AsNoTracking().Where(r => !r.Kind.StartsWith(ListSheets.Kinds) && r.RegionCode.StartsWith(region))
            .OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(30).ToListAsync(ct);
    }
}
