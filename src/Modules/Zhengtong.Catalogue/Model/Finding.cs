using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A problem found in an item (问题): it stays open until a recheck passes, an explanation is accepted by a second person, or an outside hint is answered
/// (01.20, 02.08, 02.09). Status is computed from the facts.
/// </summary>
internal sealed class Finding : ITraced
{
    public const int LongestText = 500;
    public const int LongestPlace = 200;

    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    /// <summary>The version in which it was found.</summary>
    public required int Version { get; init; }

    /// <summary>Key of the rule; of findings by people the key of the question or <c>guide-feedback</c>.</summary>
    public required string RuleKey { get; init; }

    public required int RuleVersion { get; init; }

    /// <summary>Where in the item: the name of a material, a phrase; empty for the item as a whole.</summary>
    public required string Place { get; init; }

    public required string Element { get; set; }

    /// <summary>It would refuse a version made here.</summary>
    public required bool Blocks { get; init; }

    public required string Message { get; set; }

    public required FindingOrigin Origin { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode
    {
        get;
        init => (field, ProvinceCode, CityCode, CountyCode) = (value, Region.At(value, 1), Region.At(value, 2), Region.At(value, 3));
    }

    /// <summary>Which province, city and county it lies in, that one region and all below it is asked by equality, in the order of the limits: a range of codes has no order of days.</summary>
    public string ProvinceCode { get; private set; } = "";

    public string CityCode { get; private set; } = "";

    public string CountyCode { get; private set; } = "";

    public required DateTime FoundAt { get; init; }

    /// <summary>The limit. It moves only when what rested goes on.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>When its text was renewed, because what it tells of became another.</summary>
    public DateTime? RenewedAt { get; private set; }

    /// <summary>Since when it rests, because its item is paused: nobody is reminded, and its limit does not run.</summary>
    public DateTime? RestsSince { get; private set; }

    /// <summary>The legal day of <see cref="RestsSince"/>, to be compared with <see cref="DueOn"/>.</summary>
    public DateOnly? RestsOn { get; private set; }

    /// <summary>责任人: who answers for it; null while nobody has taken it.</summary>
    public Guid? ResponsibleId { get; private set; }

    public string ResponsibleName { get; private set; } = "";

    /// <summary>Who found it when that was a colleague: he may confirm that it is mended.</summary>
    public Guid? ReportedById { get; init; }

    /// <summary>When it was explained why this is no fault, or said how it was mended where no machine can look.</summary>
    public DateTime? ExplainedAt { get; private set; }

    public Guid? ExplainedById { get; private set; }

    public string ExplainedByName { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    /// <summary>When a second person accepted or rejected the explanation.</summary>
    public DateTime? JudgedAt { get; private set; }

    public string JudgedByName { get; private set; } = "";

    public string Judgement { get; private set; } = "";

    public DateTime? ClosedAt { get; private set; }

    /// <summary>The legal day of <see cref="ClosedAt"/>, to be compared with <see cref="DueOn"/>.</summary>
    public DateOnly? ClosedOn { get; private set; }

    public FindingEnd? ClosedAs { get; private set; }

    /// <summary>The version in which it was gone, or in which a person says that it is while nobody has confirmed it; 0 otherwise.</summary>
    public int MendedVersion { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public bool IsOpen => ClosedAt is null;

    public bool Rests => IsOpen && RestsSince is not null;

    /// <summary>Explained, and nobody has judged it yet. Inside the SQL: <c>FindingAccess.WaitsForJudgement</c>.</summary>
    public bool WaitsForJudgement => IsOpen && ExplainedAt is { } at && (JudgedAt is null || JudgedAt < at);

    /// <summary>What waits to be judged is that it was mended, not that it is no fault.</summary>
    public bool SaidMended => WaitsForJudgement && MendedVersion > 0;

    /// <param name="id">null: nobody any more.</param>
    public void Entrust(Guid? id, string name) => (ResponsibleId, ResponsibleName, Revision) = (id, name, Revision + 1);

    /// <param name="mendedIn">The version in which it is said to be mended; 0 when it is explained why this is no fault.</param>
    public void Explain(string reason, Guid byId, string byName, DateTime at, int mendedIn = 0) =>
        (Explanation, ExplainedById, ExplainedByName, ExplainedAt, MendedVersion, Revision) = (reason, byId, byName, at, mendedIn, Revision + 1);

    public void Rest(DateTime at) => (RestsSince, RestsOn, Revision) = (at, LegalDay.Of(at), Revision + 1);

    /// <summary>Its item is handled again: as many days are left as when the rest began.</summary>
    public void Resume(DateOnly on, WorkingCalendar calendar) =>
        (DueOn, RestsSince, RestsOn, Revision) = (RestsOn is { } from ? DueAfterRest(DueOn, from, on, calendar) : DueOn, null, null, Revision + 1);

    /// <summary>The limit of what rested: the working days that were left when the rest began, counted from its end. What was late by then stays late. Pure.</summary>
    public static DateOnly DueAfterRest(DateOnly due, DateOnly from, DateOnly to, WorkingCalendar calendar) =>
        due < from ? due : calendar.AddWorkingDays(to, calendar.WorkingDaysLeft(from, due));

    /// <returns>False: it says that already.</returns>
    public bool Renew(string element, string message, DateTime at)
    {
        var text = Fit(message);
        if (text == Message)
        {
            return false;
        }

        (Element, Message, RenewedAt, Revision) = (element, text, at, Revision + 1);
        return true;
    }

    public static string Fit(string message) => message.Shortened(LongestText);

    public void Judge(string words, string byName, DateTime at, bool accepted) =>
        (Judgement, JudgedByName, JudgedAt, MendedVersion, Revision) = (words, byName, at, accepted ? MendedVersion : 0, Revision + 1);

    public void Close(FindingEnd end, DateTime at, DateOnly on, int version = 0) =>
        (ClosedAs, ClosedAt, ClosedOn, MendedVersion, Revision) = (end, at, on, version, Revision + 1);
}

internal enum FindingOrigin
{
    /// <summary>机检.</summary>
    Machine = 1,

    /// <summary>人工校验.</summary>
    Manual = 2,

    /// <summary>群众反馈.</summary>
    Public = 3,

    /// <summary>同源核对.</summary>
    SameSource = 4,

    /// <summary>上级比对.</summary>
    Agreement = 5,
}

internal enum FindingEnd
{
    /// <summary>A recheck passed.</summary>
    Mended = 1,

    /// <summary>The explanation was accepted.</summary>
    Explained = 2,

    /// <summary>Whoever reported it was answered.</summary>
    Answered = 3,

    /// <summary>The rule is no part of the standard any more.</summary>
    RuleEnded = 4,

    /// <summary>The item is not offered any more.</summary>
    ItemEnded = 5,

    /// <summary>The level above lets the item deviate.</summary>
    Excepted = 6,
}
