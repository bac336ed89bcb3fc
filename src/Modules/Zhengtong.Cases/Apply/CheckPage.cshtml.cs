using Microsoft.AspNetCore.Mvc;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Apply;

/// <summary>Check your answers, sign what is promised, hand in.</summary>
internal sealed class CheckPageModel(SaveDraft save, SubmitApplication submit, WorkingCalendars calendars, TimeProvider clock) : DraftPageModel
{
    [BindProperty]
    public bool Promise { get; set; }

    public IReadOnlyList<ProblemPlace> Left { get; private set; } = [];

    /// <summary>Handing in was tried: what is left is announced.</summary>
    public bool Refused { get; private set; }

    public bool VersionEnded { get; private set; }

    /// <summary>What is to be signed; null when nothing is promised.</summary>
    public Undertaking? Promised => Undertaking.Of(Open.Item, Open.Draft, Open.Given, Open.Materials);

    public DateOnly? PromisedUntil { get; private set; }

    internal sealed record ProblemPlace(string Message, string Href);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var elsewhere = await LoadAsync(ct);
        if (elsewhere is null)
        {
            await ReckonAsync(ct);
            Revision = Open.Draft.Revision;
            Left = Places(Open.Problems().Where(p => p.Code != "cases.promise-missing"));
        }

        return elsewhere ?? Page();
    }

    /// <summary>Handing in what was changed elsewhere since it was checked is told, not done: one signs what one has seen.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await LoadAsync(ct) is { } elsewhere)
        {
            return elsewhere;
        }

        if (RealNameFirst.Lacks(User))
        {
            return Redirect(RealNameFirst.Address(Request.Path));
        }

        if (Revision != Open.Draft.Revision)
        {
            return await ShowAsync(Drafts.ChangedElsewhere, ct);
        }

        if (Promise)
        {
            var signed = await save.PromiseAsync(Id, Act(), ct);
            if (!signed.Ok && signed.Problems[0].Kind != ProblemKind.Conflict)
            {
                return await ShowAsync(signed, ct);
            }
        }

        var done = await submit.HandleAsync(Id, Act(), ct);
        return done.TryGet(out var made) ? Redirect($"/apply/done/{made.CaseId}") : await ShowAsync(done, ct);
    }

    private async Task<IActionResult> ShowAsync(Outcome refused, CancellationToken ct)
    {
        VersionEnded = refused.Problems[0] == SubmitApplication.VersionEnded;
        var again = await AgainAsync(refused, ct);
        if (Open.Draft.CaseId is null)
        {
            await ReckonAsync(ct);
            var elsewhere = refused.Problems.Where(p => p.Field is not null && p.Field != "promise").ToList();
            elsewhere.ForEach(p => ModelState.Remove(p.Field!));
            (Left, Refused) = (Places(elsewhere), elsewhere.Count > 0);
        }

        return again;
    }

    private async Task ReckonAsync(CancellationToken ct) =>
        PromisedUntil = Promised is { WithinDays: not null } promised ? promised.Until(LegalDay.Today(clock), await calendars.CurrentAsync(ct)) : null;

    /// <summary>One line for each section of the form, one for each material: an untouched form would fill the screen otherwise.</summary>
    private List<ProblemPlace> Places(IEnumerable<Problem> problems) =>
    [
        .. problems.Select(p => new ProblemPlace(p.Message, HrefOf(p)))
            .GroupBy(p => p.Href.Contains("/form/", StringComparison.Ordinal) ? p.Href.Split('#')[0] : p.Href)
            .Select(g => g.Count() == 1 ? g.First() : new ProblemPlace($"{TitleOf(g.Key)}：{g.First().Message.TrimEnd('。')}，共 {g.Count()} 处", g.First().Href)),
    ];

    private string TitleOf(string page) => Open.Form.Section(page[(page.LastIndexOf('/') + 1)..])?.Title ?? "申请材料";

    /// <summary>The page on which a problem is put right, at the field.</summary>
    private string HrefOf(Problem problem)
    {
        var home = $"/apply/draft/{Id}";
        return problem.Field switch
        {
            "situation" or "mode" => home + "/mode",
            "delivery" or "deliveryAddress" => home + "/delivery",
            { } field when field.StartsWith("material-", StringComparison.Ordinal) => $"{home}/materials#{field}",
            { } field when field.StartsWith(Forms.Contracts.FieldName.Prefix, StringComparison.Ordinal) =>
                $"{home}/form/{field.Split('.')[1].Split('[')[0]}#{Forms.Contracts.FieldName.Id(field)}",
            _ => home,
        };
    }
}
