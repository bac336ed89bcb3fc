using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// The form of an item as its keeper opens it to arrange it: as an open change proposes it, or as it is in force; and the change that comes of it (01.16, 01.17). Nothing is
/// published here: the change is checked and approved by others.
/// </summary>
internal sealed class SavePlan(Database db, PlannedForms forms, DraftChange drafts)
{
    private static readonly Problem Begun = Problem.Conflict("catalogue.plan-begun", "您打开本页以后，本单位有人起草了这个事项的变更单。请在新页面打开表单，核对后把您的修改填进去；本页先不要关闭。");

    /// <param name="Change">The draft that is written in; null: the first save begins one.</param>
    /// <param name="Waiting">A change of the actor's organisation that waits for an answer: what is arranged now comes after it.</param>
    internal sealed record Opened(string Code, string Name, ItemContent Content, int Version, ItemChange? Change, ItemChange? Waiting);

    /// <param name="change">A certain change, which may be of an item that is yet to be; null: the open one there is.</param>
    public async Task<Opened?> FindAsync(string code, Guid? change, Actor actor, CancellationToken ct)
    {
        if (change is { } id)
        {
            var asked = await drafts.MineAsync(id, actor, ct);
            db.ChangeTracker.Clear();
            return asked is { HasContent: true } && asked.Code == code ? Of(asked, null) : null;
        }

        if (await db.Set<Item>().AsNoTracking().KeptBy(actor).SingleOrDefaultAsync(i => i.Code == code, ct) is not { } item)
        {
            return null;
        }

        var mine = await OpenAsync(item.Id, actor, ct);
        var waiting = mine.Find(c => !c.IsOpenToAuthor);
        if (mine.Find(c => c.IsOpenToAuthor) is { } draft)
        {
            return Of(draft, waiting);
        }

        var version = await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == item.CurrentVersionId, ct);
        return new Opened(code, version.Name, ItemContent.FromJson(version.Content), version.Number, null, waiting);
    }

    /// <summary>Nothing is changed: what would stand in the way of submitting.</summary>
    public async Task<Outcome<ItemContent>> CheckAsync(ItemContent content, PlanInput input, CancellationToken ct)
    {
        var edited = EditPlan.Apply(content, input);
        if (!edited.TryGet(out var changed))
        {
            return edited;
        }

        var problems = await forms.CheckAsync(changed, ct);
        return problems.Count > 0 ? Outcome<ItemContent>.Because(problems) : changed;
    }

    /// <summary>Keeps what was arranged, with what is still wrong in it: only what cannot be read is refused, the rest stands against submitting.</summary>
    /// <param name="revision">Of the change, as the page showed it; without a change the number of the version that it showed.</param>
    /// <returns>The change.</returns>
    public async Task<Outcome<Guid>> HandleAsync(string code, Guid? change, int revision, PlanInput input, string reason, Act act, CancellationToken ct)
    {
        if (change is null)
        {
            var item = await db.Set<Item>().AsNoTracking().KeptBy(act.Actor).Where(i => i.Code == code).Select(i => (Guid?)i.Id).SingleOrDefaultAsync(ct);
            return item is { } id && (await OpenAsync(id, act.Actor, ct)).Exists(c => c.IsOpenToAuthor)
                ? Begun
                : await drafts.BeginWithAsync(code, revision, content => EditPlan.Apply(content, input), reason, act, ct);
        }

        if (await FindAsync(code, change, act.Actor, ct) is not { Change: { } draft } opened)
        {
            return DraftChange.Unknown;
        }

        var edited = EditPlan.Apply(opened.Content, input);
        if (!edited.TryGet(out var content))
        {
            return Outcome<Guid>.Because(edited.Problems);
        }

        var written = await drafts.WriteAsync(draft.Id, revision, draft.Name, content, draft.PlanEffective, draft.PlanCancel, reason, act, ct);
        return written.Ok ? draft.Id : Outcome<Guid>.Because(written.Problems);
    }

    /// <summary>The changes of an item's content that the actor's organisation has under way, the newest first.</summary>
    private Task<List<ItemChange>> OpenAsync(Guid item, Actor actor, CancellationToken ct)
    {
        var organisation = actor.Post?.OrganisationId ?? Guid.Empty;
        return db.Set<ItemChange>().AsNoTracking().VisibleTo(actor)
            .Where(c => c.ItemId == item && c.Kind == ChangeKind.Change && c.RequesterOrganisationId == organisation && c.ApprovedAt == null && c.WithdrawnAt == null)
            .OrderByDescending(c => c.Id).ToListAsync(ct);
    }

    private static Opened Of(ItemChange change, ItemChange? waiting) => new(change.Code, change.Name, ItemContent.FromJson(change.Content), change.BaseVersion, change, waiting);
}
