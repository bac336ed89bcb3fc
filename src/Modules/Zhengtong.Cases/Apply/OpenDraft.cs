using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>A draft with the item and the form it is pinned to, read for one act or one page.</summary>
internal sealed class OpenDraft(Draft draft, PublishedItem item, PublishedForm form, DateOnly today)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private List<DraftMaterial>? _given;

    public Draft Draft => draft;

    public PublishedItem Item => item;

    public FormDefinition Form => form.Definition;

    public FormContext Context => Drafts.Context(draft, today);

    public FormAnswers Answers { get; private set; } = FormAnswers.Parse(draft.Answers).Value;

    public IReadOnlyList<DraftMaterial> Given => _given ??= JsonSerializer.Deserialize<List<DraftMaterial>>(draft.Materials)!;

    public IReadOnlyDictionary<string, PrefillMark> Marks => JsonSerializer.Deserialize<Dictionary<string, PrefillMark>>(draft.PrefillSources)!;

    public bool AtWindow => draft.WindowRegion is not null;

    /// <summary>The materials that the chosen situation asks for.</summary>
    public IReadOnlyList<ItemMaterial> Materials => [.. item.Content.MaterialsFor(draft.Situation, Answers.Seen(Form, Context))];

    /// <summary>The sections that show with the answers so far.</summary>
    public IReadOnlyList<FormSection> Sections
    {
        get
        {
            var shown = FormReading.Of(Form, Answers, Context).Parts.Select(p => p.Key).ToHashSet();
            return [.. Form.Sections.Where(s => shown.Contains(s.Key))];
        }
    }

    /// <summary>Everything that keeps the application from being handed in, the signature under a promise included.</summary>
    public IReadOnlyList<Problem> Problems() => [.. FormValidator.Validate(Form, Answers, Context), .. SubmissionCheck.Of(item, draft, Given, Materials)];

    public void Write(FormAnswers answers)
    {
        Answers = answers;
        draft.Answers = answers.ToJson();
        if (item.Content.Asks)
        {
            draft.Situation = item.Content.SituationOf(answers.Seen(Form, Context));
        }
    }

    public void Write(IReadOnlyList<DraftMaterial> given)
    {
        _given = [.. given];
        draft.Materials = ToJson(given);
    }

    public static string ToJson<T>(T value) => JsonSerializer.Serialize(value, Json);
}

/// <summary>Opens drafts for acts and pages. Whose they are is part of the query: a foreign draft is not found.</summary>
internal sealed class OpenDrafts(Database db, ICatalogue catalogue, IFormCatalogue forms)
{
    /// <summary>Submitted drafts are found too, so that a page can lead on to the receipt.</summary>
    public async Task<Outcome<OpenDraft>> FindAsync(Guid draftId, Act act, CancellationToken ct)
    {
        var draft = await db.Set<Draft>().Where(x => x.Id == draftId && x.DiscardedAt == null).OwnedBy(act).SingleOrDefaultAsync(ct);
        return draft is null ? Drafts.Gone : await OpenAsync(draft, LegalDay.Of(act.At), ct);
    }

    /// <summary>For a change: not submitted, and on the revision the page was made from (any, when null).</summary>
    public async Task<Outcome<OpenDraft>> ForChangeAsync(Guid draftId, int? revision, Act act, CancellationToken ct)
    {
        var found = await FindAsync(draftId, act, ct);
        return !found.TryGet(out var open) ? found
            : open.Draft.CaseId is not null ? Problem.Conflict("cases.draft-submitted", "这份申请已经提交，不能再修改。请到“我的办件”查看。")
            : revision is not null && revision != open.Draft.Revision ? Drafts.ChangedElsewhere
            : found;
    }

    public Task<bool> DiscardedAsync(Guid draftId, Act act, CancellationToken ct) =>
        db.Set<Draft>().OwnedBy(act).AnyAsync(x => x.Id == draftId && x.DiscardedAt != null, ct);

    /// <summary>Saves a change; another one saved meanwhile is told as such.</summary>
    public async Task<Outcome> SaveAsync(OpenDraft open, Act act, CancellationToken ct)
    {
        open.Draft.SavedAt = act.At;
        open.Draft.Revision++;
        return (await db.SaveAsync(ct)).Ok ? Outcome.Done() : Drafts.ChangedElsewhere;
    }

    private async Task<OpenDraft> OpenAsync(Draft draft, DateOnly today, CancellationToken ct)
    {
        var item = await catalogue.VersionAsync(draft.ItemVersionId, ct);
        var form = await forms.FindAsync(draft.FormKey, draft.FormVersion, ct) ?? throw new InvalidOperationException($"Form {draft.FormKey} {draft.FormVersion} is gone.");
        return new OpenDraft(draft, item, form, today);
    }
}
