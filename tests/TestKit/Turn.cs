namespace Zhengtong.TestKit;

/// <summary>For tests of who waits while another writer of SQLite has its turn.</summary>
public static class Turn
{
    /// <summary>Begins a write while another writer has its turn, and waits for it once that turn is over.</summary>
    /// <returns>Whether it was done before.</returns>
    public static async Task<bool> DoneOutOfTurnAsync(this TestHost host, Func<Task> write)
    {
        var writing = Task.CompletedTask;
        var done = await host.InDatabaseAsync(db => db.WriteAsync(
            () =>
            {
                writing = write();
                return Task.FromResult(writing.IsCompleted);
            },
            CancellationToken.None));
        await writing;
        return done;
    }
}
