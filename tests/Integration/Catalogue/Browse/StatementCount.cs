using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Tests.Integration.Catalogue.Browse;

/// <summary>Counts the statements that reach the database.</summary>
internal sealed class StatementCount : DbCommandInterceptor
{
    private int _count;

    public int Count => _count;

    /// <summary>Hangs the counter into the host's databases.</summary>
    public void Listen(WebApplicationBuilder builder) => builder.Services
        .ConfigureDbContext<SqliteDatabase>(o => o.AddInterceptors(this))
        .ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(this));

    public async Task<int> DuringAsync(Func<Task> work)
    {
        var before = _count;
        await work();
        return _count - before;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
