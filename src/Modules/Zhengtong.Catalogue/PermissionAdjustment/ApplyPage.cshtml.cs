using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>The application for an adjustment.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ApplyModel(Database db, ApplyAdjustment apply, Choices choices, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public ApplyAdjustment.Command Input { get; set; } = new();

    public AdjustmentBatch Batch { get; private set; } = null!;

    [BindProperty]
    public string? FindItems { get; set; }

    [BindProperty]
    public string? FindReceivers { get; set; }

    public Choice Items { get; private set; } = null!;

    public Choice Receivers { get; private set; } = null!;

    private string FindAddress => $"/office/permissions/{Id}/apply?handler=Find";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>Looks for items and organisations; what was typed and chosen stays.</summary>
    public Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        Read();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Read();
        var act = HttpContext.Act(clock, "申请权限调整");
        var made = await db.OnceAsync<Model.PermissionAdjustment>(act, () => apply.HandleAsync(Id, Input, act, ct), ct);
        return ModelState.AddProblems(made, nameof(Input)) ? await ShowAsync(ct) : Redirect($"/office/permissions/adjustments/{made.Value}");
    }

    private void Read()
    {
        // A tick that is not set does not arrive.
        Input.GiverKeeps = Request.Form["Input.GiverKeeps"].Count > 0;
        ModelState.Clear();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<AdjustmentBatch>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(b => b.Id == Id, ct) is not { } batch)
        {
            return NotFound();
        }

        Batch = batch;
        var codes = Input.Items.ToHashSet();
        Items = await choices.ItemsAsync(
            new Choice("Input.Items", "要调整的事项", nameof(FindItems), FindItems, [], codes, null)
            {
                Address = FindAddress, FindLabel = "查找事项", FindHint = "名称、编码或单位中的几个字，词之间用空格隔开", Hint = "须是同一个单位在用的事项",
            },
            ApplyAdjustment.Given(db, batch, actor), ct);
        Receivers = await choices.OrganisationsAsync(
            new Choice("Input.Receivers", "承接单位", nameof(FindReceivers), FindReceivers, [], [.. Input.Receivers.Select(r => r.ToString())], null)
            {
                Address = FindAddress, FindLabel = "查找单位", Hint = "授出单位所在区划内的下级或特定区域单位",
            },
            actor.Post!.RegionCode, ct);
        return Page();
    }
}
