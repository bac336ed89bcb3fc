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
        Judge(await standard.RulesAsync(ct), Of(request, await around.OfOneAsync(request.Code, CatalogueCodeOf(request), request.Content, request.OrganisationId, request.RegionCode, ct)));

    /// <summary>What refuses the proposal, as problems at their elements.</summary>
    public async Task<IReadOnlyList<Problem>> RefusalsAsync(PublishRequest request, CancellationToken ct) => Refusals(await BlockingAsync(ct), request);

    /// <summary>The rules that refuse: read once for many proposals.</summary>
    public async Task<IReadOnlyList<StandardRule>> BlockingAsync(CancellationToken ct) => [.. (await standard.RulesAsync(ct)).Where(r => r.Blocks)];

    public IReadOnlyList<Problem> Refusals(IReadOnlyList<StandardRule> blocking, PublishRequest request) =>
        [.. Judge(blocking, Of(request, new Around(data.Words))).Select(f => Problem.Invalid("catalogue." + f.RuleKey, f.Message, FieldOf(f.Element)))];

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
