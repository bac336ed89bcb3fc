using System.Text.Json;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Seed;

/// <summary>A published item that seeded cases apply for, with its forms read and its materials chosen.</summary>
internal sealed record SeedItem(PublishedItem Item, string Situation, PublishedForm? Person, PublishedForm? Company, string Materials)
{
    public IReadOnlyList<DraftMaterial> Given { get; } = JsonSerializer.Deserialize<List<DraftMaterial>>(Materials)!;

    public PublishedForm FormFor(PartyKind kind) => (kind == PartyKind.Company ? Company : Person)!;

    public bool Serves(PartyKind kind) => (kind == PartyKind.Company ? Company : Person) is not null;
}

/// <summary>Finds what can be seeded: items in force of a region that go from intake by a decision to issue, and whose form the seed can answer.</summary>
internal sealed class SeedItems(ICatalogue catalogue, IFormCatalogue forms)
{
    private const int Most = 400;

    public async Task<IReadOnlyList<SeedItem>> OfAsync(string region, DateOnly today, SeedParty person, SeedParty company, CancellationToken ct)
    {
        var found = new List<SeedItem>();
        foreach (var summary in await catalogue.SearchAsync("", region, Most, ct))
        {
            if (await catalogue.FindAsync(summary.Code, ct) is not { } item || !Runs(item.Content) || item.Content.Asks)
            {
                continue;
            }

            var situation = item.Content.Situations is [var first, ..] ? first.Key : "";
            var given = item.Content.MaterialsFor(situation).Where(m => m.Need == MaterialNeed.Required).Select(m => new DraftMaterial(m.Key, null, "", 0, true)).ToList();
            var seed = new SeedItem(
                item,
                situation,
                item.Content.ForPersons ? await FormAsync(item.Content.PersonForm, situation, person, today, ct) : null,
                item.Content.ForCompanies ? await FormAsync(item.Content.CompanyForm, situation, company, today, ct) : null,
                JsonSerializer.Serialize(given));
            if (seed.Person is not null || seed.Company is not null)
            {
                found.Add(seed);
            }
        }

        return found;
    }

    private static bool Runs(ItemContent content) =>
        ((StepKind[])[StepKind.Intake, StepKind.Decide, StepKind.Issue]).All(kind => content.Steps.Any(s => s.Kind == kind));

    private async Task<PublishedForm?> FormAsync(string key, string situation, SeedParty party, DateOnly today, CancellationToken ct)
    {
        if (key.Length == 0 || await forms.ReferredAsync(key, ct) is not { } form)
        {
            return null;
        }

        var context = new FormContext(situation.Length == 0 ? [] : [situation], FormContext.Normal, party.Party.Kind, today);
        return FormValidator.Validate(form.Definition, SeedAnswers.Of(form.Definition, party), context).Count == 0 ? form : null;
    }
}
