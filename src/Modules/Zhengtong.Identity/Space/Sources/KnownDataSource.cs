using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Space.Known;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Reusable data with what they were before.</summary>
internal sealed class KnownDataSource(Database db, PersonalData personal) : ISpaceSource
{
    public string Key => "known";

    public string Name => "常用信息";

    public int Order => 20;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var former = (await db.Set<FormerKnownValue>().AsNoTracking().Where(f => f.PartyId == party.Id).OrderBy(f => f.Id).ToListAsync(ct)).ToLookup(f => f.KnownValueId);
        foreach (var known in await db.KnownOf(party).AsNoTracking().OrderBy(k => k.Id).ToListAsync(ct))
        {
            yield return new SpaceRecord(
                known.Label, known.TakenAt, new("内容", Text(known.ValueHidden, known.ShownHidden)), new("来源", KnownWords.Of(known)), new("核对", LegalDay.Moment(known.ConfirmedAt)),
                new("撤回", LegalDay.Moment(known.WithdrawnAt)));
            foreach (var before in former[known.Id])
            {
                yield return new SpaceRecord(
                    $"{known.Label}（以前的）", before.TakenAt, new("内容", Text(before.ValueHidden, before.ShownHidden)),
                    new("来源", KnownWords.Of(before.Source, before.CaseNumber, before.ByDelegate, before.TakenAt)), new("换成新的", LegalDay.Moment(before.ReplacedAt)));
            }
        }
    }

    private string Text(string value, string shown) => personal.Open(shown.Length > 0 ? shown : value);
}
