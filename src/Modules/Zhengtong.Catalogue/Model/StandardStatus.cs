using System.Linq.Expressions;

namespace Zhengtong.Catalogue.Model;

/// <summary>Where a standard stands; computed, never kept.</summary>
internal enum StandardStatus
{
    /// <summary>立项中: proposed, not yet decided.</summary>
    Proposed = 1,

    /// <summary>起草中: set up as a project.</summary>
    Drafting = 2,

    /// <summary>评审中.</summary>
    InReview = 3,

    /// <summary>待发布.</summary>
    ToPublish = 4,

    /// <summary>待实施: published, not yet in force.</summary>
    Pending = 5,

    /// <summary>现行.</summary>
    InForce = 6,

    /// <summary>已被代替.</summary>
    Replaced = 7,

    /// <summary>已废止.</summary>
    Abolished = 8,

    /// <summary>已退回.</summary>
    Returned = 9,

    /// <summary>不予立项.</summary>
    Rejected = 10,

    /// <summary>已撤回.</summary>
    Withdrawn = 11,
}

/// <summary>The status of a standard on a day, once for one row and once as a condition of a query. Pure; a test holds the two against each other.</summary>
internal static class StandardStatuses
{
    /// <summary>In the order in which a standard goes through them.</summary>
    public static readonly StandardStatus[] Making = [StandardStatus.Proposed, StandardStatus.Drafting, StandardStatus.InReview, StandardStatus.ToPublish];

    public static readonly StandardStatus[] Public = [StandardStatus.Pending, StandardStatus.InForce, StandardStatus.Replaced, StandardStatus.Abolished];

    public static StandardStatus On(this Standard of, DateOnly today) => of switch
    {
        { WithdrawnAt: not null } => StandardStatus.Withdrawn,
        { RejectedAt: not null } => StandardStatus.Rejected,
        { PublishedAt: not null } when of.AbolishedOn <= today => StandardStatus.Abolished,
        { PublishedAt: not null } when of.ReplacedOn <= today => StandardStatus.Replaced,
        { PublishedAt: not null } when of.InForceOn <= today => StandardStatus.InForce,
        { PublishedAt: not null } => StandardStatus.Pending,
        { ReturnedAt: not null } => StandardStatus.Returned,
        { Existing: true } or { ReviewPassedAt: not null } => StandardStatus.ToPublish,
        { ReviewOpenedAt: not null } => StandardStatus.InReview,
        { ApprovedAt: not null } => StandardStatus.Drafting,
        _ => StandardStatus.Proposed,
    };

    public static Expression<Func<Standard, bool>> Is(StandardStatus status, DateOnly today) => status switch
    {
        StandardStatus.Withdrawn => s => s.WithdrawnAt != null,
        StandardStatus.Rejected => s => s.WithdrawnAt == null && s.RejectedAt != null,
        StandardStatus.Abolished => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt != null && s.AbolishedOn <= today,
        StandardStatus.Replaced => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt != null && (s.AbolishedOn == null || s.AbolishedOn > today) && s.ReplacedOn <= today,
        StandardStatus.InForce => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt != null && (s.AbolishedOn == null || s.AbolishedOn > today)
            && (s.ReplacedOn == null || s.ReplacedOn > today) && s.InForceOn <= today,
        StandardStatus.Pending => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt != null && (s.AbolishedOn == null || s.AbolishedOn > today)
            && (s.ReplacedOn == null || s.ReplacedOn > today) && (s.InForceOn == null || s.InForceOn > today),
        StandardStatus.Returned => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt == null && s.ReturnedAt != null,
        StandardStatus.ToPublish => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt == null && s.ReturnedAt == null && (s.Existing || s.ReviewPassedAt != null),
        StandardStatus.InReview => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt == null && s.ReturnedAt == null && !s.Existing && s.ReviewPassedAt == null
            && s.ReviewOpenedAt != null,
        StandardStatus.Drafting => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt == null && s.ReturnedAt == null && !s.Existing && s.ReviewPassedAt == null
            && s.ReviewOpenedAt == null && s.ApprovedAt != null,
        StandardStatus.Proposed => s => s.WithdrawnAt == null && s.RejectedAt == null && s.PublishedAt == null && s.ReturnedAt == null && !s.Existing && s.ReviewPassedAt == null
            && s.ReviewOpenedAt == null && s.ApprovedAt == null,
        _ => _ => false,
    };
}
