using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.GuideFeedback;

/// <summary>What a party said of guides, and what was answered. One statement a page.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class MyRemarksPageModel(Database db) : PageModel
{
    private const int PageSize = 20;

    public IReadOnlyList<GuideRemark> Remarks { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var party = User.Party()!.Id;
        var remarks = db.Set<GuideRemark>().AsNoTracking().Where(r => r.PartyId == party);
        remarks = after is { } last ? remarks.Where(r => r.Id < last) : remarks;
        var read = await remarks.OrderByDescending(r => r.Id).Take(PageSize + 1).ToListAsync(ct);
        Remarks = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/my/guide-feedback?after={Remarks[^1].Id}" : null;
    }
}
