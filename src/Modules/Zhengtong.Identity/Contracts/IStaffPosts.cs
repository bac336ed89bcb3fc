using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Contracts;

/// <summary>
/// Posts held in organisations whose functions move to another (机构改革). Only roles that work for an organisation are concerned: window, issue desk, supervisors and managers work for
/// a region. Stages rows in the caller's unit of work, does not save. A post is never changed: one ends and another begins.
/// </summary>
public interface IStaffPosts
{
    /// <summary>Who holds what, for whoever decides about it.</summary>
    Task<IReadOnlyList<HeldPost>> HeldAsync(IReadOnlyList<Guid> organisations, DateOnly today, int most, CancellationToken ct);

    Task<int> CountAsync(IReadOnlyList<Guid> organisations, DateOnly today, CancellationToken ct);

    /// <summary>Ends the next posts by key and gives the same in the other organisation; who was employed there is employed here.</summary>
    Task<IReadOnlyList<MovedPost>> StageMoveAsync(IReadOnlyList<Guid> from, Guid toId, Guid after, int atMost, Act act, CancellationToken ct);

    /// <summary>The way back of what was moved and is held as it was given.</summary>
    /// <returns>The former posts of what goes back.</returns>
    Task<IReadOnlyList<Guid>> StageBackAsync(Guid toId, IReadOnlyList<MovedPost> moved, Act act, CancellationToken ct);
}

public sealed record HeldPost(string StaffName, string Role, string OrganisationName);

/// <param name="NextId">The post that was given for it.</param>
/// <param name="Employed">The employment moved with it.</param>
public sealed record MovedPost(Guid PostId, Guid NextId, Guid FromId, string FromName, bool Employed);
