using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>The dashboard of agreement by region and department (01.03), for one profile at a time.</summary>
[Authorize(Policy = AgreementSetup.Readers)]
[ResponseCache(NoStore = true)]
internal sealed class AgreementPageModel(AgreementBoard board, ProfilesInForce profiles, Regions regions) : PageModel
{
    public const string Path = "/office/agreement";

    public AgreementFilter Filter { get; private set; } = new();

    public IReadOnlyList<Profile> Profiles { get; private set; } = [];

    public IReadOnlyList<AgreementBoard.Line> Lines { get; private set; } = [];

    /// <summary>From the actor's region down to the one looked at.</summary>
    public IReadOnlyList<Region> Above { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] AgreementFilter filter, CancellationToken ct)
    {
        Profiles = await profiles.ActiveAsync(ct);
        Filter = filter.Within(User.Actor()!, Profiles) with { Organisation = null, Element = null };
        Lines = await board.LinesAsync(User.Actor()!, Filter, ct);
        var own = User.Actor()!.Post!.RegionCode;
        Above = [.. (await regions.PathAsync(Filter.Region!, ct)).Where(r => r.Code.Length >= own.Length)];
    }
}

/// <summary>The items that deviate from the entry above them, with the elements in which they do (01.03, 01.20).</summary>
[Authorize(Policy = AgreementSetup.Readers)]
[ResponseCache(NoStore = true)]
internal sealed class DifferingPageModel(AgreementBoard board, ProfilesInForce profiles) : PageModel
{
    public const string Path = "/office/agreement/items";

    public AgreementFilter Filter { get; private set; } = new();

    public Profile? Profile { get; private set; }

    public AgreementBoard.Page List { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery] AgreementFilter filter, string? after, CancellationToken ct)
    {
        var active = await profiles.ActiveAsync(ct);
        Filter = filter.Within(User.Actor()!, active);
        Profile = active.FirstOrDefault(p => p.Key == Filter.Profile);
        List = await board.DifferingAsync(User.Actor()!, Filter, after, ct);
    }
}
