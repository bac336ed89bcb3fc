using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// What refuses the rows of an uploaded file, as it refuses a single version made here: the rules of every version, what the inspection standard blocks (02.02, 02.04), what deviates from the entry
/// above without leave (01.28), and what the plan of the form does not bear. Asked by pages: a few statements, however many rows. What was wrong before and is left as it was is told elsewhere
/// already and is no reason to refuse a change of something else.
/// </summary>
internal sealed class SheetGates(InspectItem inspect, AgreementGate agreement, ElementDictionaries dictionaries)
{
    public async Task<IReadOnlyList<RowFault>> FaultsAsync(IReadOnlyList<AskedRow> rows, string file, DateOnly today, CancellationToken ct)
    {
        var problems = await ProblemsAsync(rows, today, ct);
        return [.. rows.Zip(problems).SelectMany(x => x.Second.Select(p => x.First.Row.Fault(file, ColumnOf(p.Field), p.Message)))];
    }

    /// <returns>What stands against each version that is asked for.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Problem>>> ProblemsAsync(IReadOnlyList<AskedVersion> rows, DateOnly today, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var refusing = await inspect.RefusingAsync([.. rows.Select(r => (r.Request, r.Item))], ct);
        var deviations = await agreement.DeviationsAsync([.. rows.Select(r => (r.Request, r.Item))], ct);
        var dictionary = rows.Any(r => r.Request.Content.FormPlan is not null) ? await dictionaries.CurrentAsync(ct) : null;
        var problems = new List<IReadOnlyList<Problem>>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (request, item, before) = rows[i];
            var earlier = before is null ? null : request with { Name = item!.Name, Content = before };
            IReadOnlyList<Problem> New(Func<PublishRequest, IReadOnlyList<Problem>> of) => of(request) is { Count: > 0 } found ? earlier is null ? found : Without(found, of(earlier)) : [];
            IReadOnlyList<Problem> Judged(PublishRequest asked) =>
                [.. InspectItem.Refusals(refusing, asked, item), .. asked.Content.FormPlan is null ? [] : FormPlanCheck.Of(dictionary!, asked.Content)];
            var found = New(ContentRules.Check) is { Count: > 0 } broken ? broken : New(Judged);
            problems.Add([.. PublishItemVersion.Validate(request, item, today).Concat(found).Concat(Deviating(request, item, before, deviations[i])).Concat(Forms(request, item, before))
                .DistinctBy(p => (p.Field, p.Message))]);
        }

        return problems;
    }

    private static IReadOnlyList<Problem> Without(IReadOnlyList<Problem> found, IReadOnlyList<Problem> known) => [.. found.Where(p => !known.Any(k => (k.Code, k.Message) == (p.Code, p.Message)))];

    /// <summary>A deviation that the row brings or changes.</summary>
    private static IEnumerable<Problem> Deviating(PublishRequest request, Item? item, ItemContent? before, IReadOnlyList<AgreementGate.Deviation> deviations)
    {
        if (item is null || before is null || deviations.Count == 0)
        {
            return deviations.Select(d => d.Problem);
        }

        var touched = ElementComparison.Of(new ItemState("", item.Name, before), new ItemState("", request.Name, request.Content)).Select(d => d.Element.Key).ToHashSet(StringComparer.Ordinal);
        return deviations.Where(d => touched.Contains(d.Element.Key)).Select(d => d.Problem);
    }

    /// <summary>A form that is composed bears the item's name and is made for whom it is for: both are changed where it is composed anew.</summary>
    private static IEnumerable<Problem> Forms(PublishRequest request, Item? item, ItemContent? before)
    {
        if (before is not { FormPlan: not null })
        {
            yield break;
        }

        const string where = "这个事项的申请表由“表单构成”生成，改动后要重新生成，请到事项变更里修改。";
        if (request.Name != item!.Name)
        {
            yield return Problem.Invalid("catalogue.sheet-form", where, nameof(PublishRequest.Name));
        }

        if ((request.Content.ForPersons, request.Content.ForCompanies) != (before.ForPersons, before.ForCompanies))
        {
            yield return Problem.Invalid("catalogue.sheet-form", where, nameof(ItemContent.ServiceObject));
        }
    }

    private static string ColumnOf(string? field) => field switch
    {
        nameof(PublishRequest.Name) => SheetHead.Name,
        nameof(PublishRequest.Code) => SheetHead.Code,
        Validity.EffectiveField => SheetHead.PlanEffective,
        nameof(PublishRequest.PlanCancel) => SheetHead.PlanCancel,
        nameof(ItemContent.Steps) => "办理流程",
        nameof(ItemContent.ServiceObject) => "服务对象",
        nameof(ItemContent.PromisedLimit) or nameof(ItemContent.StatutoryLimit) => "办理时限",
        _ => SheetColumns.All.FirstOrDefault(c => string.Equals(c.Key, field, StringComparison.OrdinalIgnoreCase))?.Name ?? "整行",
    };
}

/// <summary>A version that is asked for.</summary>
/// <param name="Item">null: a new one.</param>
/// <param name="Before">What the item says now.</param>
internal record AskedVersion(PublishRequest Request, Item? Item, ItemContent? Before);

/// <summary>A row that asks for a version.</summary>
internal sealed record AskedRow(SheetRow Row, PublishRequest Request, Item? Item, ItemContent? Before) : AskedVersion(Request, Item, Before);
