using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>What the payment channel would not give back, for administrators: open first, then what is done with.</summary>
[Authorize(Policies.Administrator)]
internal sealed class RefusedReturnsPageModel(RefusedReturns returns) : PageModel
{
    public const string Path = "/office/refused-returns";

    /// <summary><see cref="RefusedReturns.Settled"/> or <see cref="RefusedReturns.All"/>; else what is open.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public IReadOnlyList<RefusedReturns.Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public string Export => RefusedReturnsExport.Path + (State is null ? "" : "?state=" + State);

    public static string Href(string? state) => Path + (state is null ? "" : "?state=" + state);

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        State = State is RefusedReturns.Settled or RefusedReturns.All ? State : null;
        (Rows, var next) = await returns.PageAsync(State, after, ct);
        Next = next is { } last ? $"{Path}?{(State is null ? "" : $"state={State}&")}after={last}" : null;
    }
}
