using Microsoft.AspNetCore.Diagnostics;
using Zhengtong.Platform.Access;

namespace Zhengtong.Web;

/// <summary>
/// Who reaches for what he may not, sends a form that is not ours or asks too often stands in the log: he by his id, what he reached for by the pattern of its route, so that the log names nobody
/// and holds no number.
/// </summary>
internal static partial class RefusedRequests
{
    public static void UseRefusedRequests(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Zhengtong.Refused");
        app.Use(async (context, next) =>
        {
            await next(context);
            // The page that says no runs through here as well.
            if (context.Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests
                && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
            {
                Refused(log, context.Request.Method, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "", context.Response.StatusCode, context.User.Actor()?.Id);
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Route} refused with {Status} to {Actor}")]
    private static partial void Refused(ILogger log, string method, string route, int status, Guid? actor);
}
