using Microsoft.Data.Sqlite;
using Xunit;
using Zhengtong.TestKit;
using Zhengtong.Web;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

public sealed class JournalModeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A copy made by another program's backup, for example, is not in WAL mode.</summary>
    [Fact]
    public async Task The_process_starts_on_a_file_that_is_not_in_WAL_mode_and_turns_it()
    {
        await using var database = await TestDatabase.CreateAsync(Engine.Sqlite);
        Assert.Equal("delete", await JournalAsync(database.Connection, "pragma journal_mode=delete"));
        await using var app = ZhengtongHost.Build([], b =>
        {
            b.Configuration["Database:Connection"] = database.Connection;
            b.Configuration["Protection:KeyFile"] = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.key");
            TestDatabase.LayKey(b.Configuration["Protection:KeyFile"]!);
        });

        await ZhengtongHost.PrepareDatabaseAsync(app.Services, Ct);

        Assert.Equal("wal", await JournalAsync(database.Connection, "pragma journal_mode"));
    }

    private static async Task<string> JournalAsync(string connection, string pragma)
    {
        await using var sqlite = new SqliteConnection(connection + ";Pooling=false");
        await sqlite.OpenAsync(Ct);
        await using var command = sqlite.CreateCommand();
        command.CommandText = pragma;
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }
}
