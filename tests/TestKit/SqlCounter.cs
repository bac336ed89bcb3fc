using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.TestKit;

/// <summary>
/// Counts what a host sends to its database, so that a page which begins to ask once a row fails its test.
/// <code>var sql = new SqlCounter(); await using var host = await TestHost.StartAsync(engine, sql.Attach); var sent = await sql.DuringAsync(() => browser.GetAsync(...));</code>
/// </summary>
public sealed class SqlCounter : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _sent = new();

    /// <summary>Give this to <see cref="TestHost.StartAsync"/>.</summary>
    public void Attach(WebApplicationBuilder builder) => builder.Services
        .ConfigureDbContext<SqliteDatabase>(o => o.AddInterceptors(this))
        .ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(this));

    /// <summary>The statements sent while the act ran; the host must be doing nothing else.</summary>
    /// <param name="naming">Only statements that name a table beginning with this, for example <c>cases_</c>: signing in costs its own.</param>
    public async Task<IReadOnlyList<string>> DuringAsync(Func<Task> act, string naming = "")
    {
        _sent.Clear();
        await act();
        return [.. _sent.Where(s => s.Contains(naming, StringComparison.Ordinal))];
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        _sent.Enqueue(command.CommandText);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _sent.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        _sent.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        _sent.Enqueue(command.CommandText);
        return ValueTask.FromResult(result);
    }
}
