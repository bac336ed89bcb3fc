using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Zhengtong.Ui.Errors;

/// <summary>The error page: what happened in plain words and what to do. Touches no database, since that may be what is gone.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
internal sealed class ErrorModel : PageModel
{
    private const int Minute = 60;
    private const string RetryAfterSeconds = "30";

    public int Code { get; private set; }

    public ErrorText Words { get; private set; } = null!;

    public string RequestId { get; private set; } = "";

    /// <summary>Where to try again: only for reading, a form is never sent twice.</summary>
    public string? Retry { get; private set; }

    /// <summary>Every method ends here, since the failed request keeps its own.</summary>
    [NonHandler]
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asked = RouteData.Values["code"] is string text && int.TryParse(text, out var code) ? code : 500;

        // The exception handler always comes by 500 and has set what it really is.
        Code = Response.StatusCode >= 400 ? Response.StatusCode : asked;
        Response.StatusCode = Code;
        Words = ErrorText.For(Code);
        RequestId = Activity.Current?.TraceId.ToString()[..12] ?? HttpContext.TraceIdentifier;
        var failed = HttpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath;
        if (Code == StatusCodes.Status503ServiceUnavailable)
        {
            Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        if (Code == StatusCodes.Status429TooManyRequests && int.TryParse(Response.Headers.RetryAfter.ToString(), CultureInfo.InvariantCulture, out var seconds))
        {
            var wait = seconds > Minute ? string.Create(CultureInfo.InvariantCulture, $"{(seconds + Minute - 1) / Minute} 分钟") : $"{seconds} 秒";
            Words = Words with { Text = $"请在 {wait}后再试。已保存的内容不会丢失。" };
        }

        if (failed?.StartsWith("/api/", StringComparison.OrdinalIgnoreCase) == true)
        {
            context.Result = Problem();
        }

        Retry = Code >= 500 && HttpMethods.IsGet(Request.Method) ? Preferences.PreferenceEndpoints.Local(failed) : null;
    }

    public void OnGet()
    {
    }

    /// <summary>The same for a program: RFC 9457 with the code <c>platform.http-NNN</c>.</summary>
    private ObjectResult Problem()
    {
        var details = new ProblemDetails { Status = Code, Title = Words.Title, Detail = Words.Text, Type = "about:blank" };
        details.Extensions["code"] = string.Create(CultureInfo.InvariantCulture, $"platform.http-{Code}");
        details.Extensions["requestId"] = RequestId;
        return new ObjectResult(details) { StatusCode = Code, ContentTypes = { "application/problem+json" } };
    }
}
