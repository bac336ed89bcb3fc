using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Apply;

/// <summary>
/// What an applicant promises in writing (承诺书) under 告知承诺 or 容缺受理: the whole text, as it is read before it is signed and as it is issued with the
/// application. 国办发〔2020〕42号 asks that conditions, consequences and supervision are told beforehand. 05.01, 05.04.
/// </summary>
/// <param name="Materials">The materials that the promise stands in for.</param>
internal sealed record Undertaking(NoticeKind Kind, IReadOnlyList<Undertaking.Clause> Clauses, IReadOnlyList<string> Materials, int? WithinDays, int ItemVersion)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="Key">Also its field in the template of the document.</param>
    internal sealed record Clause(string Key, string Title, string Text);

    /// <summary>Which text was signed: the version of the item and a digest of the words, so that a signature under other words does not count.</summary>
    public string TextVersion => string.Create(CultureInfo.InvariantCulture, $"v{ItemVersion}-{Digest()}");

    /// <param name="wanted">The materials that the answers ask for; null: those of the situation.</param>
    /// <returns>null where nothing is promised.</returns>
    public static Undertaking? Of(PublishedItem item, Draft draft, IReadOnlyList<DraftMaterial> given, IReadOnlyList<ItemMaterial>? wanted = null)
    {
        if (draft.Mode == Mode.Normal)
        {
            return null;
        }

        string[] missing = [.. (wanted ?? [.. item.Content.MaterialsFor(draft.Situation)])
            .Where(m => SubmissionCheck.StandIn(m, draft.Mode) is not null && given.All(g => g.Key != m.Key)).Select(m => m.Name)];
        return (draft.Mode, item.Content) switch
        {
            (Mode.Commitment, { Commitment: { } terms }) => new(NoticeKinds.Commitment,
                [
                    new("conditions", "办理条件", Or(string.Join("；", item.Content.Conditions), "见办事指南")),
                    new("content", "可以承诺代替的内容", terms.Content),
                    new("requirements", "承诺的要求", terms.Requirements),
                    new("liability", "不实承诺的责任", terms.Liability),
                    new("supervision", "核查与监管", terms.Supervision),
                ], missing, null, item.Version),
            (Mode.Tolerance, { ToleranceDays: { } days }) => new(NoticeKinds.Tolerance,
                [new("consequence", "逾期不补交的后果", "逾期没有补交的，本次办理作退件处理，已交材料退回；需要办理的，可以重新申请。")], missing, days, item.Version),
            _ => null,
        };
    }

    /// <summary>The last day to hand in what is tolerated, when it is handed in on that day.</summary>
    public DateOnly? Until(DateOnly on, WorkingCalendar calendar) => WithinDays is { } days ? calendar.AddWorkingDays(on, days) : null;

    /// <summary>Whether this very text was signed.</summary>
    public bool SignedIn(Draft draft) => draft.PromisedAt is not null && draft.PromiseText == TextVersion;

    public void Sign(Draft draft, Act act)
    {
        draft.PromisedAt = act.At;
        draft.PromisedById = act.Actor.Id;
        draft.PromisedByName = act.Actor.Name;
        draft.PromiseText = TextVersion;
    }

    /// <summary>The document of the signed promise, issued with the application.</summary>
    public Notice Issue(Case @case, Draft draft, WorkingCalendar calendar, Act act)
    {
        var today = LegalDay.Of(act.At);
        var elements = new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["materials"] = Materials.Select(name => new { name }).ToList(),
            ["signedBy"] = draft.PromisedByName,
            ["signedAt"] = LegalDay.Moment(draft.PromisedAt!.Value),
            ["textVersion"] = draft.PromiseText,
            ["date"] = LegalDay.Date(today),
        };
        foreach (var clause in Clauses)
        {
            elements[clause.Key] = clause.Text;
        }

        if (Until(today, calendar) is { } until)
        {
            elements["until"] = LegalDay.DateAndWeekday(until);
        }

        return new Notice
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = @case.Id,
            Kind = Kind.Key,
            Number = $"{@case.Number}-{Kind.Code}01",
            Elements = JsonSerializer.Serialize(elements, Json),
            At = act.At,
            ById = act.Actor.Id,
        };
    }

    private string Digest()
    {
        var words = new StringBuilder(Kind.Key);
        foreach (var part in Clauses.Select(c => c.Text).Concat(Materials).Append(WithinDays?.ToString(CultureInfo.InvariantCulture) ?? ""))
        {
            words.Append('\n').Append(part);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words.ToString())).AsSpan(0, 6));
    }

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
