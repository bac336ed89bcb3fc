using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Entries that somebody chose for his catalogue, and the approval of another before they are taken over (01.11). Two statements; three more for what newer versions change, while they wait.
/// </summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ChoicePageModel(Database db, EntryRenewals renewals, AnswerMassChange answer, TimeProvider clock) : MassChangePageModel(db, answer, clock)
{
    public ChosenEntries Chosen { get; private set; } = null!;

    /// <summary>What would change in one's own catalogue; empty once it was answered.</summary>
    public IReadOnlyDictionary<Guid, EntryRenewal> Renewals { get; private set; } = new Dictionary<Guid, EntryRenewal>();

    /// <summary>The renewals that would be carried out as they are shown.</summary>
    public IEnumerable<(ChosenEntry Entry, EntryRenewal? Renewal)> Shown => Mass.Change is not { Status: MassChangeStatus.Waiting } ? []
        : Chosen.Taken.Where(t => t.Renews).Select(t => (t, Renewals.TryGetValue(t.Id, out var r) && r.UpperVersion == t.Version && r.OwnVersion == t.OwnVersion ? r : null));

    protected override MassChangeKind Kind => MassChangeKind.Entries;

    protected override async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await ReadMassAsync(ct);
        if (Mass.Change is not { Kind: MassChangeKind.Entries })
        {
            return NotFound();
        }

        var choice = await Db.Set<EntryChoice>().AsNoTracking().SingleAsync(c => c.Id == Id, ct);
        Chosen = choice.Read();
        if (Mass.Change.Status == MassChangeStatus.Waiting)
        {
            Renewals = await renewals.OfAsync(choice.RegionCode, [.. Chosen.Taken.Where(t => t.Renews)], ct);
        }

        return Page();
    }
}
