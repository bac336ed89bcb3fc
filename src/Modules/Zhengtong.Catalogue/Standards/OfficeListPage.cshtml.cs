using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Standards;

/// <summary>The standards one may see, newest first. One statement. Requirements 17.01, 17.04.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class OfficeListPageModel(Database db, IOptions<StandardSettings> settings, TimeProvider clock) : PageModel
{
    public const string Path = "/office/standards";
    private const int PageSize = 50;

    public static IReadOnlyList<StandardStatus> Statuses { get; } = Enum.GetValues<StandardStatus>();

    public StandardFilter Filter { get; private set; } = new();

    public IReadOnlyList<Standard> Standards { get; private set; } = [];

    public string? Next { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public bool Proposes => User.Actor()!.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor };

    public bool Registers => User.Actor()!.Has(Roles.CatalogueManager);

    public static IReadOnlyList<Tab> Tabs(int current) =>
        [new("标准", Path, current == 0), new("编制计划", Path + "/programmes", current == 1), new("技术委员会", Path + "/committees", current == 2), new("可复制推广的经验", Path + "/experiences", current == 3)];

    public DateOnly? DueOn(Standard of) => ReviewCycle.DueOn(of, Today, settings.Value.ReviewYears);

    public async Task OnGetAsync(
        [FromQuery(Name = "q")] string? words, StandardDomain? domain, StandardLevel? level, StandardStatus? status, string? region, bool reviewDue, int? year, Guid? after, CancellationToken ct)
    {
        Filter = new StandardFilter(words, domain, level, status, region, reviewDue, year);
        var found = Filter.Of(db.Set<Standard>().AsNoTracking().VisibleTo(db, User.Actor()!), Today, settings.Value.ReviewYears);
        if (after is { } last)
        {
            found = found.Where(s => s.Id < last);
        }

        var read = await found.OrderByDescending(s => s.Id).Take(PageSize + 1).ToListAsync(ct);
        Standards = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? Filter.Link(Path, Standards[^1].Id.ToString()) : null;
    }
}
