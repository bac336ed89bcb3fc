using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.TestKit;

/// <summary>
/// Lets somebody else act between two statements of one act, or the node die after a commit: what happens at the same moment, in an order that a test chooses.
/// <code>var meanwhile = new Meanwhile(); await using var host = await TestHost.StartAsync(engine, meanwhile.Attach); meanwhile.After("FROM \"?catalogue_item", () => ...);</code>
/// </summary>
public sealed class Meanwhile : DbCommandInterceptor, IDbTransactionInterceptor
{
    private (Regex Statement, Func<Task> Act)? _next;
    private Regex? _last;
    private DbTransaction? _dying;

    /// <summary>Give this to <see cref="TestHost.StartAsync"/>.</summary>
    public void Attach(WebApplicationBuilder builder) => builder.Services
        .ConfigureDbContext<SqliteDatabase>(o => o.AddInterceptors(this))
        .ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(this));

    /// <summary>Once, as soon as the answer to such a statement is read.</summary>
    public void After(string statement, Func<Task> act) => _next = (new Regex(statement, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase), act);

    /// <summary>The transaction in which such a statement is read is committed, and nobody hears of it.</summary>
    public void DieAfterCommit(string statement) => _last = new Regex(statement, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    public override async ValueTask<InterceptionResult> DataReaderClosingAsync(DbCommand command, DataReaderClosingEventData eventData, InterceptionResult result)
    {
        if (_next is var (statement, act) && statement.IsMatch(command.CommandText))
        {
            _next = null;
            await act();
        }

        if (_last?.IsMatch(command.CommandText) == true && command.Transaction is { } transaction)
        {
            (_last, _dying) = (null, transaction);
        }

        return result;
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (ReferenceEquals(transaction, _dying))
        {
            _dying = null;
            throw new IOException("The connection broke after the commit.");
        }

        return Task.CompletedTask;
    }
}
