using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Supervise;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Torture;

/// <summary>The disk under the store fills up: the act that meets it fails as an outage, nothing of it is written, and with room again work goes on.</summary>
public sealed class DiskFullTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_fails_the_act_whole_and_work_goes_on_with_room()
    {
        var folder = Directory.CreateTempSubdirectory("zt-full-").FullName;
        Assert.SkipUnless(await RunAsync("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder) == 0, "This process may not mount a small tmpfs.");
        try
        {
            await using (var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Configuration["Database:Connection"] = MovedTo(b.Configuration["Database:Connection"]!, folder)))
            {
                await RunOutAsync(host, folder);
            }

            SqliteConnection.ClearAllPools();
        }
        finally
        {
            await RunAsync("umount", "-l", folder);
            Directory.Delete(folder);
        }
    }

    private static async Task RunOutAsync(TestHost host, string folder)
    {
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var item = await world.PublishAsync("511602-FULL-1", CaseWorld.Content());
        var kept = await world.ReceivedAsync(item);
        var filler = Path.Combine(folder, "filler");
        await FillAsync(filler);

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var i = 0; i < 1000; i++)
            {
                await world.ReceivedAsync(item);
            }
        });

        const int full = 13;
        Assert.Equal(full, ((SqliteException)failure.GetBaseException()).SqliteErrorCode);
        var (cases, whole) = await host.InScopeAsync(async s => (await s.GetRequiredService<Database>().Set<Case>().CountAsync(Ct), await s.GetRequiredService<VerifyTrace>().CheckAsync(Ct)));
        Assert.Null(whole.Fault);
        Assert.Equal(cases, await host.InDatabaseAsync(db => db.Set<CaseStep>().CountAsync(s => s.Key == "intake", Ct)));
        Assert.Equal(cases, await host.InDatabaseAsync(db => db.Set<Draft>().CountAsync(d => d.CaseId != null, Ct)));

        File.Delete(filler);
        Assert.NotEqual(kept, await world.ReceivedAsync(item));
        Assert.Equal(cases + 1, await host.InDatabaseAsync(db => db.Set<Case>().CountAsync(Ct)));
    }

    /// <summary>Writes until the disk takes no more, but for a few pages.</summary>
    private static async Task FillAsync(string file)
    {
        await using var filler = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var block = new byte[64 * 1024];
        try
        {
            while (true)
            {
                await filler.WriteAsync(block, Ct);
            }
        }
        catch (IOException)
        {
            // Full, as wished.
        }
    }

    private static string MovedTo(string connection, string folder)
    {
        var from = new SqliteConnectionStringBuilder(connection).DataSource;
        var to = Path.Combine(folder, "zhengtong.db");
        File.Copy(from, to);
        return string.Create(CultureInfo.InvariantCulture, $"Data Source={to}");
    }

    private static async Task<int> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(Ct);
        return process.ExitCode;
    }
}
