using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>The statements that a host really sends, with their values.</summary>
internal sealed class SqlCapture : DbCommandInterceptor
{
    private readonly List<Sent> _sent = [];

    internal sealed record Sent(string Text, IReadOnlyList<(string Name, object? Value)> Values);

    public void Attach(WebApplicationBuilder builder) => builder.Services.ConfigureDbContext<PostgresDatabase>(o => o.AddInterceptors(this));

    public async Task<IReadOnlyList<Sent>> DuringAsync(Func<Task> act)
    {
        _sent.Clear();
        await act();
        return [.. _sent];
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _sent.Add(new Sent(command.CommandText, [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))]));
        return ValueTask.FromResult(result);
    }
}
