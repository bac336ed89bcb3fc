using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Zhengtong.Web;

/// <summary>An error never shows a stack or a blank page: pages get the Chinese error page, the API a problem document.</summary>
internal static class HouseErrors
{
    // SQLite's result codes, https://sqlite.org/rescode.html.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Unreadable = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

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

    /// <summary>The store is gone, full or too busy, and comes back: not a bug of the program. What the store says about a statement is one.</summary>
    private static bool IsOutage(Exception e) =>
        e is DbException { IsTransient: true } or TimeoutException
        || (e is NpgsqlException and not PostgresException)
        || e is SqliteException { SqliteErrorCode: Busy or Locked or Unreadable or Full or CannotOpen }
        || (e.InnerException is not null && IsOutage(e.InnerException));
}
