using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Lists;

/// <summary>What does not fit between a list and the others: the work list of its compilers. For assisted handling also what is suggested (05.20).</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ChecksPageModel(ListChecks checks, ReadLists lists) : PageModel
{
    private const int Most = 50;

    public RegisterList? Register { get; private set; }

    public DerivedList? Derived { get; private set; }

    /// <summary>One kind of findings each, with the address of its next page.</summary>
    public IReadOnlyList<Section> Sections { get; private set; } = [];

    /// <summary>Items that belong on the list by their steps, limits and departments.</summary>
    public ListTable? Suggested { get; private set; }

    public string? Next { get; private set; }

    public string Key => Register?.Key ?? Derived!.Key;

    public string Path => $"/office/lists/{Key}/checks";

    /// <param name="only">One kind of findings, from where its page before ended.</param>
    /// <param name="from">The key of the last finding of the page before.</param>
    /// <param name="after">The same for what is suggested.</param>
    public async Task<IActionResult> OnGetAsync(string kind, FindingKind? only, string? from, string? after, CancellationToken ct)
    {
        (Register, Derived) = (RegisterLists.Find(kind), DerivedLists.Find(kind));
        if (Register is null && Derived is null)
        {
            return NotFound();
        }

        var region = User.Actor()!.Post!.RegionCode;
        var kinds = Register is { } register ? ListChecks.KindsOf(register) : ListChecks.KindsOf(Derived!);
        var sections = new List<Section>();
        foreach (var one in kinds.Where(k => only is null || k == only))
        {
            var read = Register is { } list ? await checks.PageAsync(list, region, one, from, Most + 1, ct) : await checks.PageAsync(Derived!, region, from, Most + 1, ct);
            if (read.Count > 0)
            {
                sections.Add(new Section(one, [.. read.Take(Most)], read.Count > Most ? $"{Path}?only={one}&from={Uri.EscapeDataString(read[Most - 1].Key)}" : null));
            }
        }

        Sections = sections;
        if (kind is ItemTags.Assisted or DerivedLists.AssistSuggested)
        {
            Suggested = await lists.DerivedAsync(DerivedLists.Find(DerivedLists.AssistSuggested)!, new ListFilter(After: after), region, ReadLists.PageSize, ct);
            Next = Suggested.Next is { } next ? new ListFilter().Link(Path, next) : null;
        }

        return Page();
    }

    /// <summary>Where an item is put on the list that lacks it, with what it says filled in; null: nothing to add.</summary>
    public string? AddLink(Finding finding)
    {
        var list = finding.Kind switch
        {
            FindingKind.Missing => Register?.Key ?? RegisterLists.Power,
            FindingKind.NotInHall => RegisterLists.HallNegative,
            _ => null,
        };
        return list is null ? null : $"/office/lists/{list}/entries?item={Uri.EscapeDataString(finding.Code)}";
    }

    internal sealed record Section(FindingKind Kind, IReadOnlyList<Finding> Findings, string? Next);
}
