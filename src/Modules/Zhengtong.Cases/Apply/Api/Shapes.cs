using System.Text.Json;
using System.Text.Json.Serialization;
using Zhengtong.Cases.Model;

namespace Zhengtong.Cases.Apply.Api;

/// <summary>Opens a draft. Mode is Normal, Commitment or Tolerance.</summary>
internal sealed record CreateInput
{
    [JsonRequired]
    public string ItemCode { get; init; } = "";

    public string? Situation { get; init; }

    public Mode? Mode { get; init; }
}

/// <summary>The answers of one section: an object of field and value (a text, or a list of texts), or a list of such objects where the section repeats.</summary>
internal sealed record AnswersInput
{
    /// <summary>The revision these answers were made from.</summary>
    [JsonRequired]
    public int Revision { get; init; }

    [JsonRequired]
    public JsonElement Answers { get; init; }
}

internal sealed record SubmitInput
{
    [JsonRequired]
    public int Revision { get; init; }

    /// <summary>The commitment or promise of the chosen mode was read and is signed.</summary>
    public bool Promise { get; init; }
}

internal sealed record TokenAnswer(string Token);

/// <param name="Status">draft or submitted.</param>
/// <param name="Revision">To be sent with the next change.</param>
/// <param name="Open">What keeps it from being handed in.</param>
internal sealed record ApplicationAnswer(Guid Id, string Status, int Revision, string ItemCode, string ItemName, IReadOnlyList<FileAnswer> Files, IReadOnlyList<OpenPoint> Open, CaseAnswer? Case)
{
    public static ApplicationAnswer Of(OpenDraft open) => new(
        open.Draft.Id,
        open.Draft.CaseId is null ? "draft" : "submitted",
        open.Draft.Revision,
        open.Draft.ItemCode,
        open.Draft.ItemName,
        [.. open.Given.Select(g => new FileAnswer(g.Key, g.FileName, g.Size))],
        open.Draft.CaseId is null ? [.. open.Problems().Select(p => new OpenPoint(p.Code, p.Message, p.Field))] : [],
        null);
}

internal sealed record FileAnswer(string Material, string Name, long Size);

internal sealed record OpenPoint(string Code, string Message, string? Field);

internal sealed record CaseAnswer(Guid Id, string Number, string Status, DateOnly? DueOn)
{
    public static CaseAnswer Of(Case @case) => new(@case.Id, @case.Number, @case.Status.ToString(), @case.DueOn);
}
