using Zhengtong.Cases.Model;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Cases.Track;

/// <summary>What a form knows of a case, when its answers are read or corrected.</summary>
internal static class CaseForm
{
    public static FormContext Context(Case @case, DateOnly today) => new(
        @case.Situation.Length == 0 ? [] : [@case.Situation],
        @case.Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        @case.ApplicantKind,
        today);
}
