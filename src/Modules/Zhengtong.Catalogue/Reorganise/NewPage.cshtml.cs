using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Choose;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Tries and proposes a reorganisation.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class NewModel(Database db, ProposeReorganisation propose, Choices choices, TimeProvider clock) : PageModel
{
    private const int ShareForms = 3;
    private const string FindAddress = "/office/reorganisations/new?handler=Find";
    private const string ItemsHint = "名称或编码中的几个字，词之间用空格隔开；先选择移交单位";

    [BindProperty]
    public ProposeReorganisation.Command Input { get; set; } = new();

    [BindProperty]
    public string? FindFrom { get; set; }

    [BindProperty]
    public string? FindTo { get; set; }

    [BindProperty]
    public string? FindItems { get; set; }

    [BindProperty]
    public List<string?> FindShares { get; set; } = [];

    [BindProperty]
    public List<string?> FindShareItems { get; set; } = [];

    public ProposeReorganisation.Report? Report { get; private set; }

    public Choice From { get; private set; } = null!;

    public Choice To { get; private set; } = null!;

    public Choice Items { get; private set; } = null!;

    public IReadOnlyList<(Choice To, Choice Items)> Shares { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>Looks for organisations and items; what was typed and chosen stays.</summary>
    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct)
    {
        Read();
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostTryAsync(CancellationToken ct)
    {
        Read();
        var tried = await propose.TryAsync(Input, HttpContext.Act(clock, "试运行职能移交"), ct);
        Report = ModelState.AddProblems(tried, nameof(Input)) ? null : tried.Value;
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Read();
        var act = HttpContext.Act(clock, "提出职能移交");
        var made = await db.OnceAsync<Reorganisation>(act, () => propose.HandleAsync(Input, act, ct), ct);
        if (!ModelState.AddProblems(made, nameof(Input)))
        {
            return Redirect($"/office/reorganisations/{made.Value}");
        }

        await ShowAsync(ct);
        return Page();
    }

    private void Read()
    {
        // A tick that is not set does not arrive.
        Input.Posts = Request.Form["Input.Posts"].Count > 0;
        ModelState.Clear();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        while (Input.Shares.Count < ShareForms)
        {
            Input.Shares.Add(new SplitItems.Share());
        }

        From = await OrganisationsAsync("Input.From", "移交单位", nameof(FindFrom), FindFrom, Input.From, true, false, ct);
        To = await OrganisationsAsync("Input.To", "主要承接单位", nameof(FindTo), FindTo, One(Input.To), false, false, ct);
        Items = await ItemsAsync("Input.Items", "移交的事项", nameof(FindItems), FindItems, Input.Items, ct);
        var shares = new List<(Choice, Choice)>();
        for (var i = 0; i < Input.Shares.Count; i++)
        {
            var share = Input.Shares[i];
            shares.Add((
                await OrganisationsAsync($"Input.Shares[{i}].To", "承接单位", $"FindShares[{i}]", FindShares.ElementAtOrDefault(i), One(share.To), false, true, ct),
                await ItemsAsync($"Input.Shares[{i}].Items", "分给它的事项", $"FindShareItems[{i}]", FindShareItems.ElementAtOrDefault(i), share.Items, ct)));
        }

        Shares = shares;
    }

    private static List<Guid> One(Guid? id) => id is { } one ? [one] : [];

    private Task<Choice> OrganisationsAsync(string name, string label, string findName, string? find, IReadOnlyList<Guid> chosen, bool many, bool optional, CancellationToken ct) =>
        choices.OrganisationsAsync(
            new Choice(name, label, findName, find, [], [.. chosen.Select(c => c.ToString())], null)
            {
                Address = FindAddress, FindLabel = "查找单位", Many = many, Optional = optional, Hint = name == "Input.To" ? "没有分给其他单位的，都由它承接" : null,
            },
            User.Actor()!.Post!.RegionCode, ct);

    private Task<Choice> ItemsAsync(string name, string label, string findName, string? find, List<string> chosen, CancellationToken ct)
    {
        var region = User.Actor()!.Post!.RegionCode;
        return choices.ItemsAsync(
            new Choice(name, label, findName, find, [], chosen, null)
            {
                Address = FindAddress, FindLabel = "查找事项", FindHint = ItemsHint, Optional = true, Hint = name == "Input.Items" ? "移交单位的全部事项时不选" : null,
            },
            RehomeItems.Handed(db, Input.From).Where(i => i.RegionCode.StartsWith(region)), ct);
    }
}
