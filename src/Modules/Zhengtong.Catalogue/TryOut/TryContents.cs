using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.TryOut;

/// <summary>Finds what is to be tried, and the form that goes with it. Reads only.</summary>
internal sealed class TryContents(Database db, PlannedForms planned, IFormCatalogue forms)
{
    /// <param name="change">What a change proposes, of an item that is yet to be as well; null: what is in force.</param>
    /// <returns>Null when item or change is not the actor's to see.</returns>
    public async Task<TryState?> FindAsync(string code, Guid? change, Actor actor, CancellationToken ct) => change is { } id
        ? await db.Set<ItemChange>().AsNoTracking().VisibleTo(actor)
            .Where(c => c.Id == id && c.Code == code && (c.Kind == ChangeKind.New || c.Kind == ChangeKind.Change || c.Kind == ChangeKind.Adjustment))
            .Select(c => new TryState { Name = c.Name, Content = c.Content }).SingleOrDefaultAsync(ct)
        : await db.Set<Item>().AsNoTracking().VisibleTo(actor).Where(i => i.Code == code)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new TryState { Name = v.Name, Content = v.Content }).SingleOrDefaultAsync(ct);

    public async Task<Outcome<FormDefinition>> FormAsync(string code, string name, ItemContent content, PartyKind kind, CancellationToken ct)
    {
        if (content.FormPlan is not null)
        {
            return await planned.ComposeAsync(code, name, content, kind, ct);
        }

        var key = kind == PartyKind.Company ? content.CompanyForm : content.PersonForm;
        return ((key.Length == 0 ? null : await forms.ReferredAsync(key, ct)) ?? forms.Default(content.TypeCode, kind)).Definition;
    }

    public static IEnumerable<PartyKind> Kinds(ItemContent content) =>
        ((PartyKind[])[PartyKind.Person, PartyKind.Company]).Where(k => k == PartyKind.Person ? content.ForPersons : content.ForCompanies);
}
