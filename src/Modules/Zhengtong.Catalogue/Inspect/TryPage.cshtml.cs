using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// 自检: any member of staff checks any published item, of any unit (检测权限开放, 02.13, 02.14), and who sees a change that is not published yet, that one. Items are found by
/// code or by name. Changes nothing.
/// </summary>
[Authorize(Policy = Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class TryPageModel(Database db, InspectionStandard standard, Surroundings around, AnswerChange answers, TimeProvider clock) : PageModel
{
    private const int Most = 20;

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    /// <summary>A change that is not published yet.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Change { get; set; }

    public ItemChange? Draft { get; private set; }

    /// <summary>Changes of the item that the reader sees and that are not published yet.</summary>
    public IReadOnlyList<ItemChange> Drafts { get; private set; } = [];

    /// <summary>Items whose names hold the words, when no code does.</summary>
    public IReadOnlyList<ItemIndex> Named { get; private set; } = [];

    public ItemPageRow? Item { get; private set; }

    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public bool Asked => !string.IsNullOrWhiteSpace(Code);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var open = db.Set<ItemChange>().AsNoTracking().VisibleTo(User.Actor()!).Where(c => c.ApprovedAt == null && c.WithdrawnAt == null);
        if (Change is { } id)
        {
            Draft = await open.SingleOrDefaultAsync(c => c.Id == id, ct);
            Faults = Draft is { } draft ? await answers.InspectAsync(draft, ct) : [];
            return;
        }

        if (!Asked)
        {
            return;
        }

        var code = Code!.Trim();
        Drafts = await open.Where(c => c.Code == code).OrderByDescending(c => c.Id).Take(Most).ToListAsync(ct);
        Item = await ItemPages.OneAsync(db, db.Set<Item>().Where(i => i.Code == code), LegalDay.Today(clock), ct);
        if (Item is { } item)
        {
            var content = ItemContent.FromJson(item.Content);
            Faults = InspectItem.Judge(await standard.RulesAsync(ct), item.As(content, await around.OfOneAsync(item.Code, item.CatalogueCode, content, item.OrganisationId, item.RegionCode, ct)));
        }
        else if (Drafts.Count == 0)
        {
            Named = await NamedAsync(code, ct);
        }
    }

    private async Task<List<ItemIndex>> NamedAsync(string words, CancellationToken ct)
    {
        var found = db.Set<ItemIndex>().AsNoTracking();
        foreach (var word in words.Split((char[])[' ', '　'], StringSplitOptions.RemoveEmptyEntries))
        {
            var pattern = SearchText.Anywhere(SearchText.Normalise(word));
            found = found.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\"));
        }

        return await found.OrderByDescending(x => x.HotScore).ThenBy(x => x.Code).Take(Most).ToListAsync(ct);
    }
}
