using System.Text.Json;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Track;

/// <summary>What happened, from the trace. An act that is none of the reader's business has no entry.</summary>
internal sealed class TimelinePast(Case @case, IReadOnlyList<Notice> notices, TimelineDepth depth)
{
    private readonly Dictionary<string, Notice> _notices = notices.ToDictionary(n => n.Number);

    public TimelineEntry? EntryOf(TraceEntry act)
    {
        var words = TraceWords.Of(act.What);
        if (depth != TimelineDepth.Staff && (words is null || words.StaffOnly))
        {
            return null;
        }

        using var document = JsonDocument.Parse(act.Data);
        var data = new TraceData(document.RootElement);
        var title = words?.Title(data) ?? $"其他处理（{act.What}）";
        var when = LegalDay.Moment(act.At);
        var state = words?.Trouble == true ? TimelineState.Trouble : TimelineState.Past;
        if (depth == TimelineDepth.Public)
        {
            return new TimelineEntry(title, when, null, null, state);
        }

        var notice = (data.Text("notice") ?? data.Text("receipt")) is { } number ? _notices.GetValueOrDefault(number) : null;
        return new TimelineEntry(
            title,
            when,
            Who(act, data),
            words?.Text(data, depth),
            state,
            notice is null ? null : $"/cases/{@case.Id}/notices/{notice.Id}.pdf",
            notice is null ? null : $"查看{NoticeKinds.All[notice.Kind].Title}");
    }

    /// <summary>Applicants see the organisation that answers for an act, staff the hand that did it.</summary>
    private string Who(TraceEntry act, TraceData data)
    {
        if (act.ActorId == Actor.System.Id)
        {
            return "系统自动";
        }

        if (act.ActorId == @case.ApplicantId || act.ActingForId == @case.ApplicantId || act.ActorId == @case.AgentId)
        {
            var name = depth == TimelineDepth.Staff ? Mask.Name(act.ActorName) : act.ActorName;
            return act.ActingForName is null ? $"{name}（申请人）" : $"{name}（代{act.ActingForName}）";
        }

        var organisation = data.Text("OrganisationName") ?? @case.OrganisationName;
        return depth == TimelineDepth.Staff ? $"{act.ActorName} · {organisation}" : act.What == "received" ? "窗口人员代为录入" : organisation;
    }
}

/// <summary>Reads what an act wrote down; the names are those of the act's own record.</summary>
internal sealed class TraceData(JsonElement root)
{
    public string? Text(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    public int? Number(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    public bool? Flag(string name) => root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    public TraceData? Inside(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? new TraceData(value) : null;

    public IReadOnlyList<TraceData> Many(string name) => root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(e => new TraceData(e))]
        : [];

    /// <summary>A legal day, as 2026年3月2日.</summary>
    public string? Day(string name) => Text(name) is { } text && DateOnly.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var day) ? LegalDay.DateAndWeekday(day) : null;
}
