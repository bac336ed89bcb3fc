namespace Zhengtong.Web;

/// <summary>An error never shows a stack or a blank page: pages get the Chinese error page, the API a problem document.</summary>
internal static class HouseErrors
{
    public static void UseHouseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",
            StatusCodeSelector = e => IsOutage(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
            CreateScopeForErrors = true,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    private static bool IsOutage(Exception e) =>
        e is System.Data.Common.DbException { IsTransient: true } or TimeoutException
        || e is Npgsql.NpgsqlException
        || (e.InnerException is not null && IsOutage(e.InnerException));
}
