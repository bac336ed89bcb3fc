using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Ui.Problems;

/// <summary>A refusal on the API: RFC 9457, the stable code in <c>code</c>, every problem in <c>problems</c>.</summary>
public static class HttpProblems
{
    public static int Status(this ProblemKind kind) => kind switch
    {
        ProblemKind.NotFound => StatusCodes.Status404NotFound,
        ProblemKind.Forbidden => StatusCodes.Status403Forbidden,
        ProblemKind.Conflict => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>204, or the refusal.</summary>
    public static IResult ToHttp(this Outcome outcome) => outcome.Ok ? Results.NoContent() : Results.Problem(Details(outcome.Problems));

    /// <summary>200 with the value, or the refusal.</summary>
    public static IResult ToHttp<T>(this Outcome<T> outcome) => outcome.TryGet(out var value) ? Results.Ok(value) : Results.Problem(Details(outcome.Problems));

    /// <summary>For a page that cannot go on: a missing or forbidden thing becomes the error page of its status.</summary>
    public static IActionResult ToPage(this Outcome outcome) => new StatusCodeResult(outcome.Problems[0].Kind.Status());

    private static ProblemDetails Details(IReadOnlyList<Problem> problems)
    {
        var first = problems[0];
        var details = new ProblemDetails { Status = first.Kind.Status(), Title = first.Message, Type = "about:blank" };
        details.Extensions["code"] = first.Code;
        details.Extensions["problems"] = problems.Select(p => new { code = p.Code, message = p.Message, field = p.Field }).ToList();
        return details;
    }
}
