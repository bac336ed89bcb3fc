using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Supervise;

/// <summary>Electronic supervision (电子监察): the board of a region's supervisor, who handles no case himself (03.09).</summary>
[Authorize(Policy = Policies.Supervisor)]
internal sealed class SupervisionModel(SupervisionBoard board, Duties duties) : PageModel
{
    public const string LateTab = "late";
    public const string WarningsTab = "warnings";
    public const string CorrectionsTab = "corrections";
    public const string PausedTab = "paused";
    public const string AskedTab = "asked";

    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    [BindProperty(SupportsGet = true)]
    public WarningLevel? Level { get; set; }

    public IReadOnlyDictionary<WarningLevel, int> Levels { get; private set; } = new Dictionary<WarningLevel, int>();

    public SupervisionBoard.Page<SupervisionBoard.Late>? Late { get; private set; }

    public SupervisionBoard.Page<CaseWarning>? Warnings { get; private set; }

    public SupervisionBoard.Page<SupervisionBoard.Pause>? Paused { get; private set; }

    /// <summary>Window enquiries whose first-asked did not answer in time (03.15).</summary>
    public Duties.Page? Asked { get; private set; }

    public async Task OnGetAsync(string? after, CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        Guid? id = Guid.TryParse(after, out var parsed) ? parsed : null;
        Levels = await board.LevelsAsync(post, ct);
        switch (Tab)
        {
            case WarningsTab:
                Warnings = await board.WarningsAsync(post, Level, null, id, ct);
                break;
            case CorrectionsTab:
                Warnings = await board.WarningsAsync(post, null, WatchCorrections.Rule, id, ct);
                break;
            case PausedTab:
                Paused = await board.PausedAsync(post, id, ct);
                break;
            case AskedTab:
                Asked = await duties.LateAsync(post, after, ct);
                break;
            default:
                Tab = LateTab;
                Late = await board.LateAsync(post, after, ct);
                break;
        }
    }
}
