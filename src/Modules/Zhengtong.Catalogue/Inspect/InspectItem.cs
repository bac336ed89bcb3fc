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
    public async Task<IReadOnlyList<Problem>> RefusalsAsync(PublishRequest request, Item? item, CancellationToken ct)
    {
        // An item that becomes something else is as new as one that begins.
        var begins = item is null || item.TypeCode != request.Content.TypeCode;
        var blocking = (await standard.RulesAsync(ct)).Where(r => r.Blocks || (begins && r.BlocksNew)).ToList();
        var seen = begins ? await around.AboveOnlyAsync(request, ct) : new Around(data.Words);
        return [.. Judge(blocking, Of(request, seen)).Select(f => Problem.Invalid("catalogue." + f.RuleKey, f.Message, FieldOf(f.Element)))];
    }

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
}
