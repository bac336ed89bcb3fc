using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>The data-element dictionary by groups, with search (01.15). One statement: the dictionary is read whole.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class ElementsPage(ElementDictionaries dictionaries) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Group { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>Others read the dictionary and compose forms of it.</summary>
    public bool MayKeep => SaveEntry.MayKeep(User.Actor()!);

    public ElementDictionary All { get; private set; } = null!;

    public IReadOnlyList<DataElement> Found { get; private set; } = [];

    public string Filter => $"?group={Uri.EscapeDataString(Group ?? "")}&q={Uri.EscapeDataString(Q ?? "")}";

    public async Task OnGetAsync(CancellationToken ct)
    {
        All = await dictionaries.CurrentAsync(ct);
        Found = [.. Search(All, Group, Q)];
    }

    public static IEnumerable<DataElement> Search(ElementDictionary dictionary, string? group, string? words)
    {
        var wanted = (words ?? "").Trim();
        return dictionary.Elements.Where(e => (string.IsNullOrEmpty(group) || e.Group == group)
            && (wanted.Length == 0 || e.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase) || e.Key.Contains(wanted, StringComparison.OrdinalIgnoreCase)));
    }
}
