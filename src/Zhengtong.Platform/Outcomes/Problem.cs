namespace Zhengtong.Platform.Outcomes;

/// <summary>What went wrong in a way that was foreseen: shown at the field on a page, as RFC 9457 on the API.</summary>
/// <param name="Code">Stable, <c>module.reason</c>.</param>
/// <param name="Message">Chinese, says what to do.</param>
/// <param name="Field">The input it belongs to, if one.</param>
/// <param name="Kind">Decides the HTTP status.</param>
public sealed record Problem(string Code, string Message, string? Field = null, ProblemKind Kind = ProblemKind.Invalid)
{
    public static Problem Invalid(string code, string message, string? field = null) => new(code, message, field);

    public static Problem NotFound(string code, string message) => new(code, message, null, ProblemKind.NotFound);

    public static Problem Forbidden(string code, string message) => new(code, message, null, ProblemKind.Forbidden);

    public static Problem Conflict(string code, string message) => new(code, message, null, ProblemKind.Conflict);
}

public enum ProblemKind
{
    Invalid,
    NotFound,
    Forbidden,
    Conflict,
}
