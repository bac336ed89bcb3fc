using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The register of systems of the administrator's region.</summary>
[Authorize(Policies.Administrator)]
internal sealed class SystemsPageModel(Database db) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Name, string Owner, SystemKind Kind, SystemState State, bool Waits, DateTime? AskedAt, DateTime? AwaySince);

    /// <summary>The last row of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    /// <summary>Only those that wait for a second administrator.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Waiting { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var systems = db.SystemsKeptBy(User.Actor()!).AsNoTracking();
        systems = Waiting ? systems.Where(s => s.ProposedAt != null) : systems;
        systems = After is { } after ? systems.Where(s => s.Id.CompareTo(after) > 0) : systems;
        var page = await systems.OrderBy(s => s.Id).Take(PageSize + 1)
            .Select(s => new Row(s.Id, s.DisplayName!, s.OwnerName, s.Kind, s.State, s.ProposedAt != null, s.AskedAt, s.AwaySince)).ToListAsync(ct);
        Rows = [.. page.Take(PageSize)];
        Next = page.Count > PageSize ? $"/office/systems?after={Rows[^1].Id}{(Waiting ? "&waiting=true" : "")}" : null;
    }
}
