using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Cases.Space;

/// <summary>What was begun and not handed in.</summary>
internal sealed class DraftsSource(Database db, IFormCatalogue forms, IDivisions divisions) : ISpaceSource
{
    public string Key => "drafts";

    public string Name => "没有提交的申请";

    public int Order => 40;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var draft in await db.Set<Draft>().AsNoTracking().OfParty(party).Open().OrderBy(d => d.Id).ToListAsync(ct))
        {
            List<SpaceFact> facts = [new("最后保存", LegalDay.Moment(draft.SavedAt)), new("收件地址", draft.DeliveryAddress)];
            if (await forms.FindAsync(draft.FormKey, draft.FormVersion, ct) is { } form && FormAnswers.Parse(draft.Answers).TryGet(out var answers))
            {
                var context = Drafts.Context(draft, LegalDay.Of(draft.SavedAt));
                facts.AddRange(CasesSource.Lines(await FormReading.OfAsync(divisions, form.Definition, answers, context, unmasked: true, ct)));
            }

            var ids = JsonSerializer.Deserialize<List<DraftMaterial>>(draft.Materials)!.Select(m => m.FileId).OfType<Guid>().ToList();
            var files = ids.Count == 0 ? [] : await db.Set<StoredFile>().AsNoTracking().Where(f => ids.Contains(f.Id)).ToListAsync(ct);
            yield return new SpaceRecord(draft.ItemName, draft.CreatedAt, facts) { Files = files };
        }
    }
}
