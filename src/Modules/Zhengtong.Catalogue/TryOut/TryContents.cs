using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.TryOut;

/// <summary>Where a content that is not published yet comes from, for whom may see it: a change under way, for instance.</summary>
internal interface IProposedContents
{
    /// <param name="reference">As the address has it: <c>?change=...</c>.</param>
    Task<ItemContent?> FindAsync(string code, string reference, Actor actor, CancellationToken ct);
}

/// <summary>Finds what is to be tried, and the form that goes with it. Reads only.</summary>
internal sealed class TryContents(Database db, PlannedForms planned, IFormCatalogue forms, IEnumerable<IProposedContents> proposals)
{
    /// <returns>Null when the item is not the actor's to see, or there is no such proposal.</returns>
    public async Task<TryState?> FindAsync(string code, string? change, Actor actor, CancellationToken ct)
    {
        var row = await db.Set<Item>().AsNoTracking().VisibleTo(actor).Where(i => i.Code == code)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { v.Name, v.Content }).SingleOrDefaultAsync(ct);
        if (row is null || string.IsNullOrEmpty(change))
        {
            return row is null ? null : new TryState { Name = row.Name, Content = row.Content };
        }

        foreach (var proposal in proposals)
        {
            if (await proposal.FindAsync(code, change, actor, ct) is { } content)
            {
                return new TryState { Name = row.Name, Content = content.ToJson() };
            }
        }

        return null;
    }

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
