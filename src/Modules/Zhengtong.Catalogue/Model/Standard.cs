using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>Who issues a standard (标准化法 article 2; 企业标准 are none of government service).</summary>
internal enum StandardLevel
{
    National = 1,
    Industry = 2,
    Province = 3,
    City = 4,
    Association = 5,
}

/// <summary>The six domains in which standards of government service are organised (17.06).</summary>
internal enum StandardDomain
{
    ItemManagement = 1,
    ServiceCentre = 2,
    ServiceDelivery = 3,
    Hotline = 4,
    ResourceTrading = 5,
    Evaluation = 6,
}

/// <summary>
/// A standard of government service, from the proposal of its project to its end (17.01, 17.04). Its status follows from these facts and the day: <see cref="StandardStatuses"/>.
/// </summary>
internal sealed class Standard : ITraced
{
    private Standard()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>As <see cref="Standards.StandardNumber"/> writes it; null until it has one.</summary>
    public string? Number { get; private set; }

    public string Title { get; private set; } = "";

    public StandardLevel Level { get; private set; }

    public StandardDomain Domain { get; private set; }

    /// <summary>Of a local standard the province or city that issues it; empty for the others.</summary>
    public string RegionCode { get; private init; } = "";

    public string RegionName { get; private init; } = "";

    /// <summary>Drafting bodies (起草单位).</summary>
    public string Drafters { get; private set; } = "";

    /// <summary>What it applies to (适用范围).</summary>
    public string Scope { get; private set; } = "";

    /// <summary>Keys of the functions that work by it, in commas at both ends (17.06).</summary>
    public string Functions { get; private set; } = "";

    public Guid OwnerId { get; private init; }

    public string OwnerName { get; private init; } = "";

    public string OwnerRegion { get; private init; } = "";

    /// <summary>The year of the project (立项年份); of an existing standard that of its number.</summary>
    public int Year { get; private set; }

    /// <summary>Issued elsewhere or before: registered for the library, not made here.</summary>
    public bool Existing { get; private init; }

    public DateTime ProposedAt { get; private init; }

    public Guid ProposedById { get; private init; }

    public string ProposedByName { get; private init; } = "";

    /// <summary>Everybody who proposed it, wrote in it or handed it in again, ids with blanks between: none of them decides, publishes or votes on it.</summary>
    public string WriterIds { get; private set; } = "";

    public DateTime? ApprovedAt { get; private set; }

    public Guid? ApprovedById { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    /// <summary>The document by which the project was set up (立项文号).</summary>
    public string ProjectDocument { get; private set; } = "";

    public Guid? TextId { get; private set; }

    public string TextName { get; private set; } = "";

    /// <summary>Grows with every review.</summary>
    public int Round { get; private set; }

    public DateTime? ReviewOpenedAt { get; private set; }

    public DateTime? ReviewPassedAt { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    public string PublishedByName { get; private set; } = "";

    public DateOnly? IssuedOn { get; private set; }

    public DateOnly? InForceOn { get; private set; }

    /// <summary>The standard of the library that this one replaces.</summary>
    public Guid? ReplacesId { get; private set; }

    public Guid? ReplacedById { get; private set; }

    public DateOnly? ReplacedOn { get; private set; }

    public DateOnly? AbolishedOn { get; private set; }

    public string AbolishedWhy { get; private set; } = "";

    /// <summary>Last found to go on in force (复审: 继续有效).</summary>
    public DateOnly? LastReviewedOn { get; private set; }

    /// <summary>A review found that it must be revised (复审: 修订).</summary>
    public DateOnly? RevisionAskedOn { get; private set; }

    public DateTime? ReturnedAt { get; private set; }

    public DateTime? RejectedAt { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Why it was returned, rejected or withdrawn.</summary>
    public string EndedWhy { get; private set; } = "";

    public Guid? ProgrammeId { get; private set; }

    /// <summary>When it must be published, where its programme says so of it.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>The experience it was raised from (17.07).</summary>
    public Guid? ExperienceId { get; private init; }

    /// <summary>Its number in the outside standard-quality system (17.02).</summary>
    public string OutsideNumber { get; private set; } = "";

    public string OutsideState { get; private set; } = "";

    public DateTime? OutsideAt { get; private set; }

    public string SearchText { get; private set; } = "";

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool IsLocal => Level is StandardLevel.Province or StandardLevel.City;

    public static Standard Propose(StandardFacts facts, string regionCode, string regionName, bool existing, Guid? replaces, Guid? experience, Act act)
    {
        var made = new Standard
        {
            Id = act.NewId(),
            RegionCode = regionCode,
            RegionName = regionName,
            OwnerId = act.Actor.Post?.OrganisationId ?? Guid.Empty,
            OwnerName = act.Actor.Post?.OrganisationName ?? act.Actor.Name,
            OwnerRegion = act.Actor.Post?.RegionCode ?? "",
            Existing = existing,
            ReplacesId = replaces,
            ExperienceId = experience,
            ProposedAt = act.At,
            ProposedById = act.Actor.Id,
            ProposedByName = act.Actor.Name,
        };
        made.Write(facts, act);
        return made;
    }

    public bool WasWrittenBy(Guid person) => WriterIds.Contains(person.ToString("N"), StringComparison.Ordinal);

    public void Write(StandardFacts facts, Act act)
    {
        Wrote(act);
        (Number, Title, Level, Domain, Drafters, Scope, Functions) = (facts.Number, facts.Title, facts.Level, facts.Domain, facts.Drafters, facts.Scope, facts.Functions);
        (Year, IssuedOn, InForceOn, Revision) = (facts.Year, facts.IssuedOn, facts.InForceOn, Revision + 1);
        SearchText = Read.SearchText.Normalise(facts.Title, facts.Number ?? "");
    }

    public void GiveText(Guid fileId, string name) => (TextId, TextName, Revision) = (fileId, name, Revision + 1);

    public void Approve(string document, Act act) =>
        (ApprovedAt, ApprovedById, ApprovedByName, ProjectDocument, Revision) = (act.At, act.Actor.Id, act.Actor.Name, document, Revision + 1);

    public void OpenReview(Act act) => (ReviewOpenedAt, Round, Revision) = (act.At, Round + 1, Revision + 1);

    public void PassReview(DateTime at) => (ReviewPassedAt, Revision) = (at, Revision + 1);

    public void Publish(string number, DateOnly issuedOn, DateOnly inForceOn, Act act)
    {
        (Number, IssuedOn, InForceOn, PublishedAt, PublishedByName, Revision) = (number, issuedOn, inForceOn, act.At, act.Actor.Name, Revision + 1);
        SearchText = Read.SearchText.Normalise(Title, number);
    }

    /// <summary>Back to who proposed it; what was approved as a project stays approved, a review is held anew.</summary>
    public void Return(string why, DateTime at) =>
        (ReturnedAt, EndedWhy, ReviewOpenedAt, ReviewPassedAt, Revision) = (at, why, null, null, Revision + 1);

    public void HandInAgain(Act act)
    {
        Wrote(act);
        (ReturnedAt, EndedWhy, Revision) = (null, "", Revision + 1);
    }

    public void Reject(string why, Act act) => (RejectedAt, EndedWhy, Revision) = (act.At, why, Revision + 1);

    public void Withdraw(string why, Act act) => (WithdrawnAt, EndedWhy, Revision) = (act.At, why, Revision + 1);

    public void ReplacedBy(Guid successor, DateOnly on) => (ReplacedById, ReplacedOn, Revision) = (successor, on, Revision + 1);

    public void Abolish(DateOnly on, string why) => (AbolishedOn, AbolishedWhy, Revision) = (on, why, Revision + 1);

    public void Continue(DateOnly on) => (LastReviewedOn, RevisionAskedOn, Revision) = (on, null, Revision + 1);

    public void AskRevision(DateOnly on) => (LastReviewedOn, RevisionAskedOn, Revision) = (on, on, Revision + 1);

    public void Place(Guid? programme, DateOnly? dueOn) => (ProgrammeId, DueOn, Revision) = (programme, dueOn, Revision + 1);

    public void Outside(string number, string state, DateTime at) => (OutsideNumber, OutsideState, OutsideAt, Revision) = (number, state, at, Revision + 1);

    /// <summary>Also when only a part of it changed: two acts at once cannot both be saved.</summary>
    public void Touch() => Revision++;

    private void Wrote(Act act) => WriterIds = WasWrittenBy(act.Actor.Id) ? WriterIds : $"{WriterIds} {act.Actor.Id:N}".TrimStart();
}

/// <summary>What can be written of a standard before it is published.</summary>
internal sealed record StandardFacts(
    string? Number, string Title, StandardLevel Level, StandardDomain Domain, string Drafters, string Scope, string Functions, int Year, DateOnly? IssuedOn, DateOnly? InForceOn);
