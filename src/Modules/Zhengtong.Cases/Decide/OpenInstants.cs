using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Decide;

/// <summary>
/// The instant items that came in online and wait for one sitting of an approver. Whether an item is instant stands in its version, which is in memory;
/// so open intakes are walked in order of their day until a page is full.
/// </summary>
internal sealed class OpenInstants(Database db, IZoneAuthority zones, ICatalogue catalogue, TimeProvider clock)
{
    public const int PageSize = 30;
    private const int Stride = 200;
    private const int MostStrides = 10;

    internal sealed record Row(Guid StepId, string Number, string ItemName, string Applicant, DateTime ReceivedAt, DateOnly DueOn, bool Late);

    /// <param name="Next">Where to go on; null at the end.</param>
    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    public async Task<Page> PageAsync(Post post, string? after, CancellationToken ct)
    {
        var rows = new List<Row>();
        var at = DayCursor.Parse(after) ?? DayCursor.Start;
        for (var stride = 0; stride < MostStrides; stride++)
        {
            var (day, id) = at;
            var read = await db.Set<CaseStep>().AsNoTracking().Waiting(post, zones.Powers)
                .Where(s => s.DueOn > day || (s.DueOn == day && s.Id > id))
                .Join(db.Set<Case>(), s => s.CaseId, c => c.Id, (s, c) => new { Step = s, Case = c })
                .Where(x => x.Step.OrganisationId == x.Case.OrganisationId)
                .OrderBy(x => x.Step.DueOn).ThenBy(x => x.Step.Id).Take(Stride).AsNoTracking().ToListAsync(ct);
            foreach (var x in read)
            {
                if (DecideInstant.Applies(x.Case, await catalogue.VersionAsync(x.Case.ItemVersionId, ct)))
                {
                    rows.Add(new Row(x.Step.Id, x.Step.CaseNumber, x.Step.ItemName, x.Step.ApplicantMasked, x.Case.ReceivedAt, x.Step.DueOn, x.Step.DueOn < LegalDay.Today(clock)));
                }

                at = (x.Step.DueOn, x.Step.Id);
                if (rows.Count == PageSize)
                {
                    return new Page(rows, DayCursor.Of(at.Day, at.Id));
                }
            }

            if (read.Count < Stride)
            {
                return new Page(rows, null);
            }
        }

        return new Page(rows, DayCursor.Of(at.Day, at.Id));
    }
}
