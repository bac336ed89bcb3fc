using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.TryOut;

/// <summary>
/// An item tried as an applicant would meet it, before it is published (01.16): questions, materials, the pages of the form with their rules and checks, the answers to
/// look over. Nothing is saved: all that is known travels in the page.
/// </summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
[RequestFormLimits(ValueLengthLimit = 8 * 1024 * 1024)]
internal sealed class TryPage(TryContents contents, TryStates states, TimeProvider clock) : PageModel
{
    public const string Begin = "begin";
    public const string Materials = "materials";
    public const string Check = "check";

    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>The change whose proposed content is tried; nothing: what is in force.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Change { get; set; }

    public TryState Current { get; private set; } = null!;

    public new ItemContent Content { get; private set; } = null!;

    /// <summary>Null until it was chosen who applies.</summary>
    public FormDefinition? Form { get; private set; }

    public FormAnswers Answers { get; private set; } = new();

    public FormContext Context { get; private set; } = null!;

    /// <summary><see cref="Begin"/>, the key of a section, <see cref="Materials"/> or <see cref="Check"/>.</summary>
    public string Step { get; private set; } = Begin;

    public IReadOnlyList<Problem> Problems { get; private set; } = [];

    public string State => states.Write(Current with { Answers = Answers.ToJson() });

    public IEnumerable<SelectListItem> PartyOptions =>
        TryContents.Kinds(Content).Select(k => k == PartyKind.Company ? new SelectListItem("经营主体", FormContext.Company) : new SelectListItem("个人", FormContext.Person));

    public IEnumerable<SelectListItem> ModeOptions => new[]
    {
        new SelectListItem("一般办理", FormContext.Normal),
        Content.Commitment is null ? null : new SelectListItem("告知承诺", FormContext.Commitment),
        Content.ToleranceDays is null ? null : new SelectListItem("容缺受理", FormContext.Tolerance),
    }.OfType<SelectListItem>();

    public IReadOnlyList<ItemMaterial> Wanted => [.. Content.MaterialsFor(Context.Situations is [var only, ..] ? only : "", Answers.Seen(Form!, Context))];

    public string SituationName => Content.Situations.FirstOrDefault(s => Context.Situations.Contains(s.Key))?.Name ?? "";

    /// <summary>The pages in the order of an applicant: the questions, what to bring, the rest of the form, the answers to look over.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            var shown = FormReading.Of(Form!, Answers, Context).Parts.Select(p => p.Key).ToList();
            var asked = shown.Where(k => k == ItemFormPlan.QuestionSection).ToList();
            return [.. asked, Materials, .. shown.Except(asked), Check];
        }
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await contents.FindAsync(Code, Change, User.Actor()!, ct) is not { } state)
        {
            return NotFound();
        }

        Current = state;
        Content = ItemContent.FromJson(state.Content);
        return Page();
    }

    /// <param name="op">open, begin, back, a button of a repeated section, or nothing to go on.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] string? state, [FromForm] string? step, [FromForm] string? op, CancellationToken ct)
    {
        if (await contents.FindAsync(Code, Change, User.Actor()!, ct) is null)
        {
            return NotFound();
        }

        if (states.Read(state) is not { } current)
        {
            return Redirect($"/office/items/{Uri.EscapeDataString(Code)}/try" + (Change is { } change ? $"?change={change}" : ""));
        }

        ModelState.Clear();
        (Current, Content) = (current, ItemContent.FromJson(current.Content));
        if (op == "open")
        {
            return Page();
        }

        if (op == Begin)
        {
            Current = Chosen(current);
        }

        if (Current.Party.Length == 0)
        {
            Problems = [Problem.Invalid("catalogue.try-party", "请选择以谁的身份试填。", "party")];
            return Page();
        }

        var kind = Current.Party == FormContext.Company ? PartyKind.Company : PartyKind.Person;
        var form = await contents.FormAsync(Code, Current.Name, Content, kind, ct);
        if (!form.TryGet(out var definition))
        {
            Problems = form.Problems;
            return Page();
        }

        (Form, Answers) = (definition, FormAnswers.Parse(Current.Answers).Value);
        Context = Known(kind);
        if (op == Begin)
        {
            Answers = Prefill.Apply(definition, Answers, new Dictionary<string, string>()).Answers;
            Context = Known(kind);
            Step = Steps[0];
            return Page();
        }

        Go(step ?? "", op, kind);
        return Page();
    }

    private TryState Chosen(TryState current)
    {
        var (party, mode, situation) = (Request.Form["party"].ToString(), Request.Form["mode"].ToString(), Request.Form["situation"].ToString());
        return current with
        {
            Party = PartyOptions.Any(o => o.Value == party) ? party : PartyOptions.ToList() is [var only] ? only.Value : "",
            Mode = ModeOptions.Any(o => o.Value == mode) ? mode : FormContext.Normal,
            Situation = Content.Situations.Any(s => s.Key == situation) ? situation : "",
            Answers = "{}",
        };
    }

    private void Go(string step, string? op, PartyKind kind)
    {
        Step = step;
        if (Form!.Section(step) is not null)
        {
            var read = AnswerReader.Read(Form, Request.Form, Answers);
            if (read.Ok && RowOperation.Is(op))
            {
                read = RowOperation.Apply(Form, read.Value, op!);
            }

            Problems = read.Problems;
            Answers = read.TryGet(out var answers) ? answers : Answers;
            Context = Known(kind);
            if (Problems.Count == 0 && string.IsNullOrEmpty(op))
            {
                Problems = FormValidator.Validate(Form, Answers, Context, step);
            }
        }

        if (Problems.Count > 0 || (op is not (null or "" or "back")))
        {
            return;
        }

        var steps = Steps.ToList();
        var here = steps.IndexOf(step);
        Step = steps[Math.Clamp(here + (op == "back" ? -1 : 1), 0, steps.Count - 1)];
        if (Step == Check)
        {
            Problems = FormValidator.Validate(Form, Answers, Context);
        }
    }

    private FormContext Known(PartyKind kind)
    {
        var context = new FormContext([], Current.Mode, kind, LegalDay.Of(clock.GetUtcNow().UtcDateTime));
        var situation = Content.Asks ? Content.SituationOf(Answers.Seen(Form!, context)) : Current.Situation;
        return situation.Length == 0 ? context : context with { Situations = [situation] };
    }
}
