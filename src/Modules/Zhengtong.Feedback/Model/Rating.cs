using Zhengtong.Feedback.Rules;
using Zhengtong.Platform.Access;

namespace Zhengtong.Feedback.Model;

/// <summary>One rating (评价), as given and never changed; only the day its case closed comes later. What a list shows of the case stands here too.</summary>
internal sealed class Rating
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Key of <see cref="Rules.Occasion"/>.</summary>
    public required string Occasion { get; init; }

    public required string CaseNumber { get; init; }

    public required Guid ItemId { get; init; }

    public required string ItemName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid PartyId { get; init; }

    /// <summary>Whose hand it was: the party or who acts for it.</summary>
    public required Guid RaterId { get; init; }

    public required string RaterMasked { get; init; }

    public required Setting Setting { get; init; }

    /// <summary>The end the rating came through (评价渠道).</summary>
    public required End Channel { get; init; }

    public required DateTime At { get; init; }

    /// <summary>GB/T 39046 A.8, see <see cref="Levels"/>.</summary>
    public required int Level { get; init; }

    public required string IndicatorVersion { get; init; }

    /// <summary>JSON: level by the key of the indicator.</summary>
    public required string Indicators { get; init; }

    public required string Text { get; init; }

    /// <summary>From then on those who handled the case may see it.</summary>
    public DateTime? CaseClosedAt { get; set; }
}

/// <summary>That a party was invited to rate (10.04). It is answered when a rating of the same case and occasion stands.</summary>
internal sealed class Invitation
{
    public required Guid CaseId { get; init; }

    public required string Occasion { get; init; }

    public required Guid PartyId { get; init; }

    public required string ItemName { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>The sum of the ratings of an item or an organisation, written in the transaction of each rating.</summary>
internal sealed class Tally
{
    public required TallyOf Of { get; init; }

    public required Guid SubjectId { get; init; }

    public int Count { get; set; }

    public long Stars { get; set; }

    public int Bad { get; set; }

    /// <summary>Two ratings at once cannot both be added to the same sum.</summary>
    public int Revision { get; set; }

    public void Add(int level)
    {
        Count++;
        Stars += Levels.Stars(level);
        Bad += Levels.IsBad(level) ? 1 : 0;
        Revision++;
    }
}

internal enum TallyOf
{
    Item = 1,
    Organisation = 2,
}
