using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Cases.Notices;

/// <summary>The document templates in use (文书模板, 03.18).</summary>
[Authorize(Policy = Policies.Administrator)]
internal sealed class TemplatesPageModel(Templates templates) : PageModel
{
    public const string Path = "/office/notices";

    public IReadOnlyList<DocumentTemplate> InUse { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var order = NoticeTemplates.Keys.ToList();
        InUse = [.. (await templates.InUseAsync(order, ct)).OrderBy(t => order.IndexOf(t.Key))];
    }
}
