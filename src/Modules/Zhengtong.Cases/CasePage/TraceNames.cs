using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Cases.CasePage;

/// <summary>Whose hand an entry was, and what it says, as a list may show it: staff by name, the applicant's side masked.</summary>
internal static class TraceNames
{
    public static string NameOf(this Case @case, TraceEntry entry) =>
        entry.ActorId == Actor.System.Id ? "系统"
        : entry.ActorId == @case.ApplicantId || entry.ActorId == @case.AgentId ? $"{Mask.Name(entry.ActorName)}（申请人）"
        : entry.ActorName;

    /// <summary>A text with the name of a person who applied masked wherever it stands.</summary>
    public static string Masked(this Case @case, string text) =>
        @case.ApplicantKind == PartyKind.Person ? text.Replace(@case.ApplicantName, Mask.Name(@case.ApplicantName), StringComparison.Ordinal) : text;
}
