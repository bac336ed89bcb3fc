using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Fees;

/// <summary>The finance view (收费台账): an organisation's approvers see its orders, the supervisor those of his region.</summary>
[Authorize(Policy = FinancePolicy)]
internal sealed class FeeOrdersPageModel(FeeOrders orders) : PageModel
{
    public const string Path = "/office/fees";
    public const string FinancePolicy = "role:" + Roles.Approver + "," + Roles.Supervisor;

    public FeeFilter Filter { get; private set; } = new();

    public FeeOrders.Page Orders { get; private set; } = null!;

    /// <summary>Whose work the fees are opens them; who supervises only reads the list.</summary>
    public bool MayOpen => User.Actor()!.Has(Roles.Approver);

    public async Task OnGetAsync([FromQuery] FeeFilter filter, Guid? after, CancellationToken ct)
    {
        Filter = filter;
        Orders = await orders.PageAsync(User.Actor()!.Post!, filter, after, ct);
    }
}
