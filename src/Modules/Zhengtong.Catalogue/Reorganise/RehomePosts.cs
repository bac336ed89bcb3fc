using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>The posts of the organisations (岗位, 01.41), when the proposal says that they go too: to the main successor, whole. Otherwise an administrator decides about each.</summary>
internal sealed class RehomePosts(IStaffPosts posts, TimeProvider clock) : IRehomes
{
    private const string EmployedMark = "e";

    public string Name => "岗位";

    public bool ComesUpLater => false;

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => move.Posts ? posts.CountAsync(move.From, LegalDay.Today(clock), ct) : Task.FromResult(0);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var moved = move.Posts ? await posts.StageMoveAsync(move.From, move.ToId, after, atMost, act, ct) : [];
        return new RehomedPage(
            [.. moved.Select(m => new Rehomed(m.PostId, m.FromId, m.FromName, m.NextId.ToString("N") + (m.Employed ? EmployedMark : "")))],
            moved.Count < atMost ? null : moved[^1].PostId);
    }

    public Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct) => posts.StageBackAsync(
        move.ToId,
        [.. moved.Select(m => new MovedPost(m.SubjectId, Guid.ParseExact(m.Stamp.AsSpan(0, 32), "N"), m.FromId, m.FromName, m.Stamp.Length > 32))],
        act,
        ct);
}
