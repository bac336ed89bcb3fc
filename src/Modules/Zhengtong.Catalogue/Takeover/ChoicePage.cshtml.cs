using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Entries that somebody chose for his catalogue, and the approval of another before they are taken over (01.11). Two statements.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ChoicePageModel(Database db, AnswerMassChange answer, TimeProvider clock) : MassChangePageModel(db, answer, clock)
{
    public ChosenEntries Chosen { get; private set; } = null!;

    protected override MassChangeKind Kind => MassChangeKind.Entries;

    protected override async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        await ReadMassAsync(ct);
        if (Mass.Change is not { Kind: MassChangeKind.Entries })
        {
            return NotFound();
        }

        Chosen = (await Db.Set<EntryChoice>().AsNoTracking().SingleAsync(c => c.Id == Id, ct)).Read();
        return Page();
    }
}
