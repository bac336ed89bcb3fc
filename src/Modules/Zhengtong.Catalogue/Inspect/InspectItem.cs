using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Judges one item by the standard: what is proposed before it is published, and every save of a draft. Requirements 02.13, 02.14.</summary>
internal sealed class InspectItem(InspectionStandard standard, Surroundings around, InspectionData data)
{
    /// <summary>Everything the standard says of the proposal.</summary>
    public async Task<IReadOnlyList<Fault>> FaultsOfAsync(PublishRequest request, CancellationToken ct) =>
        Judge(await standard.RulesAsync(ct), Of(request, await around.OfProposalAsync(request, CatalogueCodeOf(request), ct)));

    /// <summary>What refuses the proposal, as problems at their elements.</summary>
    /// <param name="item">The item as it stands; null before its first version.</param>
    public async Task<IReadOnlyList<Problem>> RefusalsAsync(PublishRequest request, Item? item, CancellationToken ct) => Refusals(await RefusingAsync([(request, item)], ct), request, item);

    /// <summary>The rules that refuse, and what they look at: read once for many proposals.</summary>
    public async Task<Refusing> RefusingAsync(IReadOnlyCollection<(PublishRequest Request, Item? Item)> proposals, CancellationToken ct)
    {
        List<PublishRequest> beginning = [.. proposals.Where(p => Begins(p.Request, p.Item)).Select(p => p.Request)];
        return new Refusing([.. (await standard.RulesAsync(ct)).Where(r => r.Blocks || r.BlocksNew)], beginning.Count == 0 ? new Around(data.Words) : await around.AboveOnlyAsync(beginning, ct));
    }

    public static IReadOnlyList<Problem> Refusals(Refusing by, PublishRequest request, Item? item)
    {
        var begins = Begins(request, item);
        return [.. Judge(by.Rules.Where(r => r.Blocks || begins), Of(request, by.Around)).Select(f => Problem.Invalid("catalogue." + f.RuleKey, f.Message, FieldOf(f.Element)))];
    }

    /// <summary>An item that becomes something else is as new as one that begins.</summary>
    private static bool Begins(PublishRequest request, Item? item) => item is null || item.TypeCode != request.Content.TypeCode;

    public static IReadOnlyList<Fault> Judge(IEnumerable<StandardRule> rules, Inspected item) => [.. rules.SelectMany(r => r.FaultsOf(item))];

    public static Inspected Of(PublishRequest request, Around around) => new(
        request.Code, request.Kind, request.RegionCode, request.OrganisationId, !request.GuideOnly && request.Kind == ItemKind.Implementation,
        new ItemState(CatalogueCodeOf(request), request.Name, request.Content), around);

    private static string CatalogueCodeOf(PublishRequest request) => ItemCode.Parse(request.Code.Split('@')[0]).TryGet(out var parsed) ? parsed.CatalogueCode : "";

    /// <summary>The input of a page that holds the element: properties of <see cref="ItemContent"/> are named like the keys.</summary>
    private static string FieldOf(string element) => element switch
    {
        "" => "",
        "limits" => nameof(ItemContent.PromisedLimit),
        _ => char.ToUpperInvariant(element[0]) + element[1..],
    };

    internal sealed record Refusing(IReadOnlyList<StandardRule> Rules, Around Around);
}
