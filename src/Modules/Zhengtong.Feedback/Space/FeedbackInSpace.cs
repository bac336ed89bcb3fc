using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Feedback.Enquiries;
using Zhengtong.Feedback.Model;
using Zhengtong.Feedback.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Feedback.Space;

/// <summary>The ratings that a party gave.</summary>
internal sealed class RatingsSource(Database db) : ISpaceSource
{
    public string Key => "ratings";

    public string Name => "评价";

    public int Order => 56;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var rating in db.Set<Rating>().AsNoTracking().Where(r => r.PartyId == party.Id).OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(
                $"评价：{rating.ItemName}", rating.At, new("办件编号", rating.CaseNumber), new("单位", rating.OrganisationName), new("总体评价", Levels.Name(rating.Level)), new("意见", rating.Text));
        }
    }
}

/// <summary>The questions that a party put, and what was answered.</summary>
internal sealed class EnquiriesSource(Database db) : ISpaceSource
{
    private const int Portion = 200;

    public string Key => "enquiries";

    public string Name => "咨询";

    public int Order => 55;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        List<Enquiry> page;
        do
        {
            page = await db.EnquiriesOf(party).AsNoTracking().Where(e => e.Id > after).OrderBy(e => e.Id).Take(Portion).ToListAsync(ct);
            var ids = page.Select(e => e.Id).ToList();
            var turns = (await db.Set<EnquiryTurn>().AsNoTracking().Where(t => ids.Contains(t.EnquiryId)).OrderBy(t => t.Sequence).ToListAsync(ct)).ToLookup(t => t.EnquiryId);
            foreach (var enquiry in page)
            {
                SpaceFact[] said = [.. turns[enquiry.Id].Select(t => new SpaceFact($"{(t.OrganisationName.Length > 0 ? t.OrganisationName : "您")}，{LegalDay.Moment(t.At)}", t.Text))];
                yield return new SpaceRecord($"咨询：{enquiry.Brief}", enquiry.AskedAt, [new("事项", enquiry.ItemName), new("单位", enquiry.OrganisationName), .. said]);
                after = enquiry.Id;
            }
        }
        while (page.Count == Portion);
    }
}
