using System.Text.Json;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.PreReview;

/// <summary>A draft as it was when the pre-review was asked for: what the clerk sees, whatever the applicant writes meanwhile.</summary>
internal sealed record PreReviewSnapshot(string FormKey, string FormVersion, string Situation, Mode Mode, string Answers, IReadOnlyList<DraftMaterial> Materials)
{
    public static PreReviewSnapshot Of(OpenDraft open) =>
        new(open.Draft.FormKey, open.Draft.FormVersion, open.Draft.Situation, open.Draft.Mode, open.Draft.Answers, open.Given);

    public static PreReviewSnapshot Parse(string json) => JsonSerializer.Deserialize<PreReviewSnapshot>(json)!;

    public string ToJson() => OpenDraft.ToJson(this);

    public FormContext Context(PartyKind kind, DateOnly today) => new(
        Situation.Length == 0 ? [] : [Situation],
        Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        kind,
        today);
}
