using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Zhengtong.Platform.Access;

/// <summary>
/// What cannot be undone asks its actor to prove himself anew: whoever did not show more than one factor within the last quarter of an hour is led to where he can, and back. On a page, for all
/// its handlers or for those named.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresFreshProofAttribute(params string[] handlers) : Attribute, IAsyncPageFilter
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (handlers.Length > 0 && !handlers.Contains(context.HandlerMethod?.Name, StringComparer.OrdinalIgnoreCase))
        {
            await next();
            return;
        }

        if (LeadOf(context.HttpContext) is not { } lead)
        {
            await next();
            return;
        }

        // What is sent by script takes a page for its answer: it is told, and opens the page itself.
        context.Result = context.HttpContext.Request.Headers.XRequestedWith.Count > 0 ? new StatusCodeResult(StatusCodes.Status401Unauthorized) : new LocalRedirectResult(lead);
    }

    /// <summary>Where the signed-in actor must go first; null when he need not. Of a posted form the page is come back to, not the form's contents.</summary>
    public static string? LeadOf(HttpContext http)
    {
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (http.User.Actor() is null || http.User.StrongSince(now - Life))
        {
            return null;
        }

        var here = http.Request.PathBase + http.Request.Path + (HttpMethods.IsGet(http.Request.Method) ? http.Request.QueryString.ToString() : "");
        return $"/account/step-up?fresh=true&returnUrl={Uri.EscapeDataString(here)}";
    }
}
