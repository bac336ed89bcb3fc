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

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    /// <summary>Items that belong on the list by their steps, limits and departments.</summary>
    public ListTable? Suggested { get; private set; }

    public string? Next { get; private set; }

    public string Key => Register?.Key ?? Derived!.Key;

    public async Task<IActionResult> OnGetAsync(string kind, string? after, CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        if ((Register = RegisterLists.Find(kind)) is { } register)
        {
            Findings = await checks.OfAsync(register, region, Most, ct);
            return Page();
        }

        if ((Derived = DerivedLists.Find(kind)) is not { } derived)
        {
            return NotFound();
        }

        Findings = await checks.OfAsync(derived, region, Most, ct);
        if (kind is ItemTags.Assisted or DerivedLists.AssistSuggested)
        {
            Suggested = await lists.DerivedAsync(DerivedLists.Find(DerivedLists.AssistSuggested)!, new ListFilter(After: after), region, ReadLists.PageSize, ct);
            Next = Suggested.Next is { } next ? new ListFilter().Link($"/office/lists/{kind}/checks", next) : null;
        }

        return Page();
    }
}
