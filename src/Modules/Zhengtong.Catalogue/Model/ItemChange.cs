using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A change of an item (事项变更单) on its way: drafted, submitted, checked, approved and so published, or returned or withdrawn. Who asked, who checked and who
/// approved are three facts, of which the last two are never the same person, nor either of them one who wrote in it (01.17, 01.19).
/// </summary>
internal sealed class ItemChange : ITraced
{
    private ItemChange()
    {
    }

    public Guid Id { get; private init; }

    public ChangeKind Kind { get; private init; }

    /// <summary>The item that changes; null for a new one.</summary>
    public Guid? ItemId { get; private init; }

    public string Code { get; private init; } = "";

    public ItemKind ItemKind { get; private init; }

    /// <summary>The newest version when it was begun; published on another it would undo somebody's work.</summary>
    public int BaseVersion { get; private set; }

    /// <summary>The version whose content it began with. An older one than the newest: the change names what waits for its day, and takes its place.</summary>
    public int FromVersion { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The proposed <see cref="ItemContent"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>The entry that a new item is bound to.</summary>
    public Guid? ParentId { get; private init; }

    /// <summary>The version of that entry which the content is of.</summary>
    public int ParentVersion { get; private set; }

    public Guid OrganisationId { get; private init; }

    public string OrganisationName { get; private init; } = "";

    public string RegionCode { get; private init; } = "";

    public string RegionName { get; private init; } = "";

    /// <summary>The region whose managers answer: the item's own; of an entry above, that entry's.</summary>
    public string HandlerRegion { get; private init; } = "";

    /// <summary>调整申请: the lower item on whose account an entry above is asked to change.</summary>
    public string OnAccountOf { get; private init; } = "";

    /// <summary>Of a request that was approved: the change that carries it out.</summary>
    public Guid? LeadsTo { get; private set; }

    public DateOnly? PlanEffective { get; private set; }

    public DateOnly? PlanCancel { get; private set; }

    public string Reason { get; private set; } = "";

    public DateTime DraftedAt { get; private init; }

    public Guid RequestedById { get; private init; }

    public string RequestedByName { get; private init; } = "";

    /// <summary>Everybody who wrote in it or submitted it, ids with blanks between: none of them answers it (01.19).</summary>
    public string WriterIds { get; private set; } = "";

    public Guid RequesterOrganisationId { get; private init; }

    public string RequesterOrganisationName { get; private init; } = "";

    public DateTime? SubmittedAt { get; private set; }

    /// <summary>The last day of the answer (01.18).</summary>
    public DateOnly? DueOn { get; private set; }

    public DateTime? CheckedAt { get; private set; }

    public Guid? CheckedById { get; private set; }

    public string CheckedByName { get; private set; } = "";

    public string CheckOpinion { get; private set; } = "";

    public DateTime? ReturnedAt { get; private set; }

    public string ReturnedByName { get; private set; } = "";

    public string ReturnReason { get; private set; } = "";

    public DateTime? ApprovedAt { get; private set; }

    public Guid? ApprovedById { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    public DateTime? WithdrawnAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public ChangeStatus Status => this switch
    {
        { WithdrawnAt: not null } => ChangeStatus.Withdrawn,
        { ApprovedAt: not null } => ChangeStatus.Published,
        { ReturnedAt: not null } => ChangeStatus.Returned,
        { SubmittedAt: null } => ChangeStatus.Draft,
        { CheckedAt: null } => ChangeStatus.ToCheck,
        _ => ChangeStatus.ToApprove,
    };

    /// <summary>The content is the point of it: not of a suspension.</summary>
    public bool HasContent => Kind is ChangeKind.New or ChangeKind.Change or ChangeKind.Adjustment;

    /// <summary>Organisations that are asked for an opinion in this round, ids with blanks between: they see the change. What is written after it was returned is not theirs to read.</summary>
    public string InvitedIds { get; private set; } = "";

    public void Invite(Guid organisation)
    {
        Demand(Status is ChangeStatus.ToCheck or ChangeStatus.ToApprove);
        InviteSuccessor(organisation);
        Revision++;
    }

    /// <summary>It gives the opinion that another was asked for (机构改革). Nothing of the change itself is new.</summary>
    public void InviteSuccessor(Guid organisation)
    {
        var id = organisation.ToString("N");
        InvitedIds = InvitedIds.Contains(id, StringComparison.Ordinal) ? InvitedIds : $"{InvitedIds} {id}".TrimStart();
    }

    /// <summary>Its opinion is not asked for any more.</summary>
    public void Uninvite(Guid organisation) => (InvitedIds, Revision) = (InvitedIds.Replace(organisation.ToString("N"), "", StringComparison.Ordinal).Trim(), Revision + 1);

    /// <summary>Versions that wait for their day are named, and give way.</summary>
    public bool WithdrawsWaiting => FromVersion < BaseVersion;

    public bool WasWrittenBy(Guid person) => WriterIds.Contains(person.ToString("N"), StringComparison.Ordinal);

    /// <summary>Its author may still write in it.</summary>
    public bool IsOpenToAuthor => Status is ChangeStatus.Draft or ChangeStatus.Returned;

    /// <param name="from">The version that its author saw; an older one than the newest is merged before the change is submitted.</param>
    /// <param name="withdraws">Begins with what is in force and names what waits; else it carries the day of what waits.</param>
    public static ItemChange Of(Item item, ItemVersion from, ChangeKind kind, string onAccountOf, Act act, bool withdraws = false) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Kind = kind,
        ItemId = item.Id,
        Code = item.Code,
        ItemKind = item.Kind,
        BaseVersion = withdraws ? item.CurrentVersion : from.Number,
        FromVersion = from.Number,
        Name = from.Name,
        Content = from.Content,
        PlanEffective = from.PlanEffective > LegalDay.Of(act.At) ? from.PlanEffective : null,
        PlanCancel = from.PlanCancel,
        OrganisationId = item.OrganisationId,
        OrganisationName = item.OrganisationName,
        RegionCode = item.RegionCode,
        RegionName = item.RegionName,
        HandlerRegion = item.RegionCode,
        OnAccountOf = onAccountOf,
        DraftedAt = act.At,
        RequestedById = act.Actor.Id,
        RequestedByName = act.Actor.Name,
        WriterIds = act.Actor.Id.ToString("N"),
        RequesterOrganisationId = act.Actor.Post?.OrganisationId ?? Guid.Empty,
        RequesterOrganisationName = act.Actor.Post?.OrganisationName ?? "",
    };

    public static ItemChange New(NewItem item, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Kind = ChangeKind.New,
        Code = item.Code,
        ItemKind = item.Kind,
        Name = item.Name,
        Content = item.Content.ToJson(),
        BaseVersion = item.BaseVersion,
        FromVersion = item.BaseVersion,
        ParentId = item.ParentId,
        ParentVersion = item.ParentVersion,
        PlanEffective = item.PlanEffective,
        OrganisationId = item.OrganisationId,
        OrganisationName = item.OrganisationName,
        RegionCode = item.RegionCode,
        RegionName = item.RegionName,
        HandlerRegion = item.RegionCode,
        DraftedAt = act.At,
        RequestedById = act.Actor.Id,
        RequestedByName = act.Actor.Name,
        WriterIds = act.Actor.Id.ToString("N"),
        RequesterOrganisationId = act.Actor.Post?.OrganisationId ?? Guid.Empty,
        RequesterOrganisationName = act.Actor.Post?.OrganisationName ?? "",
    };

    /// <summary>Asks the managers of a catalogue above for an entry that it does not have (01.17).</summary>
    /// <param name="handlerRegion">Whose catalogue.</param>
    public static ItemChange AskNew(string name, ItemContent content, string handlerRegion, string regionName, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Kind = ChangeKind.AskNew,
        ItemKind = ItemKind.Basic,
        Name = name,
        Content = content.ToJson(),
        OrganisationId = act.Actor.Post!.OrganisationId,
        OrganisationName = act.Actor.Post.OrganisationName,
        RegionCode = act.Actor.Post.RegionCode,
        RegionName = regionName,
        HandlerRegion = handlerRegion,
        DraftedAt = act.At,
        RequestedById = act.Actor.Id,
        RequestedByName = act.Actor.Name,
        WriterIds = act.Actor.Id.ToString("N"),
        RequesterOrganisationId = act.Actor.Post.OrganisationId,
        RequesterOrganisationName = act.Actor.Post.OrganisationName,
    };

    /// <summary>What was asked for is carried out by another change.</summary>
    public void LeadTo(ItemChange change) => (LeadsTo, Revision) = (change.Id, Revision + 1);

    public void Write(string name, ItemContent content, DateOnly? planEffective, DateOnly? planCancel, string reason, Act act)
    {
        Demand(IsOpenToAuthor);
        Wrote(act);
        (Name, Content, PlanEffective, PlanCancel, Reason, Revision) = (name, content.ToJson(), planEffective, planCancel, reason, Revision + 1);
    }

    /// <summary>Goes on from a newer version than it began with.</summary>
    public void MoveTo(int version, string name, ItemContent content, DateOnly? planEffective, DateOnly? planCancel, Act act)
    {
        Demand(IsOpenToAuthor);
        Wrote(act);
        (BaseVersion, FromVersion, Name, Content, PlanEffective, PlanCancel, Revision) = (version, version, name, content.ToJson(), planEffective, planCancel, Revision + 1);
    }

    /// <summary>A new item goes on from a newer version of the entry it is taken over from.</summary>
    public void MoveToParent(int version, string name, ItemContent content, Act act)
    {
        Demand(IsOpenToAuthor);
        Wrote(act);
        (ParentVersion, Name, Content, Revision) = (version, name, content.ToJson(), Revision + 1);
    }

    public void Submit(DateOnly dueOn, Act act)
    {
        Demand(IsOpenToAuthor);
        Wrote(act);
        (SubmittedAt, DueOn, ReturnedAt, CheckedAt, CheckedById, Revision) = (act.At, dueOn, null, null, null, Revision + 1);
    }

    public void Check(string opinion, Act act)
    {
        Demand(Status == ChangeStatus.ToCheck && !WasWrittenBy(act.Actor.Id));
        (CheckedAt, CheckedById, CheckedByName, CheckOpinion, Revision) = (act.At, act.Actor.Id, act.Actor.Name, opinion, Revision + 1);
    }

    public void Return(string reason, Act act)
    {
        Demand(Status is ChangeStatus.ToCheck or ChangeStatus.ToApprove);
        (ReturnedAt, ReturnedByName, ReturnReason, InvitedIds, Revision) = (act.At, act.Actor.Name, reason, "", Revision + 1);
    }

    public void Approve(Act act)
    {
        Demand(Status == ChangeStatus.ToApprove && !WasWrittenBy(act.Actor.Id) && act.Actor.Id != CheckedById);
        (ApprovedAt, ApprovedById, ApprovedByName, Revision) = (act.At, act.Actor.Id, act.Actor.Name, Revision + 1);
    }

    public void Withdraw(DateTime at)
    {
        Demand(Status is not (ChangeStatus.Published or ChangeStatus.Withdrawn));
        (WithdrawnAt, Revision) = (at, Revision + 1);
    }

    private void Wrote(Act act) => WriterIds = WasWrittenBy(act.Actor.Id) ? WriterIds : $"{WriterIds} {act.Actor.Id:N}";

    private static void Demand(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The change is past that.");
        }
    }
}

/// <summary>An item that is to be.</summary>
internal sealed record NewItem(
    string Code, ItemKind Kind, string Name, Guid OrganisationId, string OrganisationName, string RegionCode, string RegionName, Guid? ParentId, ItemContent Content)
{
    public int ParentVersion { get; init; }

    /// <summary>The newest version of the cancelled item that comes back; 0 for one that never was.</summary>
    public int BaseVersion { get; init; }

    public DateOnly? PlanEffective { get; init; }
}

internal enum ChangeKind
{
    /// <summary>新增 (认领).</summary>
    New = 1,

    /// <summary>变更.</summary>
    Change = 2,

    /// <summary>暂停.</summary>
    Suspend = 3,

    /// <summary>恢复.</summary>
    Resume = 4,

    /// <summary>取消.</summary>
    Retire = 5,

    /// <summary>调整申请: asked for by those below.</summary>
    Adjustment = 6,

    /// <summary>申请新增: an entry that a catalogue above is asked to have.</summary>
    AskNew = 7,

    /// <summary>申请取消: an entry above is asked to be cancelled.</summary>
    AskRetire = 8,
}

internal static class ChangeKinds
{
    /// <summary>What those below ask of a catalogue above.</summary>
    public static readonly ChangeKind[] FromBelow = [ChangeKind.Adjustment, ChangeKind.AskNew, ChangeKind.AskRetire];

    public static bool IsFromBelow(this ChangeKind kind) => FromBelow.Contains(kind);
}

internal enum ChangeStatus
{
    Draft = 1,
    ToCheck = 2,
    ToApprove = 3,
    Published = 4,
    Returned = 5,
    Withdrawn = 6,
}
