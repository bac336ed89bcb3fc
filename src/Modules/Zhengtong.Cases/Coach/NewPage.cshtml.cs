using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Coach;

/// <summary>Registers a session: the item first, then for whom, when, how and what was advised.</summary>
[Authorize(Policy = "role:window-clerk,approver")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(MultipartBodyLengthLimit = MostBytes)]
internal sealed class NewPageModel(ICatalogue catalogue, RegisterCoaching register, TimeProvider clock) : PageModel
{
    private const long MostBytes = (RegisterCoaching.MostFiles * 20L * 1024 * 1024) + (1024 * 1024);
    private const int Found = 20;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Code { get; set; }

    [BindProperty]
    public Session Input { get; set; } = new();

    public PublishedItem? Item { get; private set; }

    public IReadOnlyList<ItemSummary> Items { get; private set; } = [];

    internal sealed class Session
    {
        public string? IdNumber { get; set; }

        public string? Name { get; set; }

        public string? Phone { get; set; }

        public DateOnly? HeldOn { get; set; }

        public CoachingForm? Form { get; set; }

        public string? Advice { get; set; }

        /// <summary>The same however often this form is sent.</summary>
        public string Once { get; set; } = "";
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        (Input.Once, Input.HeldOn) = (Guid.CreateVersion7().ToString(), LegalDay.Today(clock));
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] List<IFormFile> files, CancellationToken ct)
    {
        if (!await LoadAsync(ct) || Item is null)
        {
            return NotFound();
        }

        ModelState.Clear();
        var done = await register.HandleAsync(
            new(Item.Code, new(Input.IdNumber?.Trim() ?? "", Input.Name ?? "", Input.Phone ?? ""), Input.HeldOn, Input.Form, Input.Advice?.Trim() ?? "", Input.Once),
            [.. files.Where(f => f.Length > 0).Select(f => (f.FileName, (Func<Stream>)f.OpenReadStream))],
            HttpContext.Act(clock, "登记申报辅导"),
            ct);
        if (done.TryGet(out var id))
        {
            return Redirect($"{ListPageModel.Path}/{id}");
        }

        if (done.Problems[0].Kind == ProblemKind.NotFound)
        {
            return done.ToPage();
        }

        ModelState.AddProblems(done, nameof(Input));
        return Page();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        if (!string.IsNullOrEmpty(Code))
        {
            Item = await register.ItemAsync(Code, post, ct);
            return Item is not null;
        }

        if (!string.IsNullOrWhiteSpace(Q))
        {
            var found = await catalogue.SearchAsync(Q, post.RegionCode, Found, ct);
            Items = Roles.IsRegional(post.Role) ? found : [.. found.Where(i => i.OrganisationName == post.OrganisationName)];
        }

        return true;
    }
}
