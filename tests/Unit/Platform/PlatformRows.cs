using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Zhengtong.Platform;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Tests.Unit.Platform;

/// <summary>The platform's services on a SQLite file of their own.</summary>
internal sealed class PlatformRows : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zt-rows-").FullName;
    private readonly ServiceProvider _services;

    private PlatformRows(Dictionary<string, string?> settings, Action<IServiceCollection>? more)
    {
        settings["Files:Folder"] = Path.Combine(_folder, "files");
        settings["Protection:KeyFile"] = Path.Combine(_folder, "protection.key");
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(new ModuleList([]));
        services.AddPlatform(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), $"Data Source={_folder}/rows.db");
        more?.Invoke(services);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 2, 0, 0, TimeSpan.Zero));

    public IServiceProvider Services => _services;

    public Act Act => Act.BySystem("测试", Clock.GetUtcNow().UtcDateTime);

    public string[] KeptFiles => Directory.Exists(Path.Combine(_folder, "files")) ? Directory.GetFiles(Path.Combine(_folder, "files"), "*", SearchOption.AllDirectories) : [];

    public static async Task<PlatformRows> CreateAsync(Dictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null)
    {
        var rows = new PlatformRows(settings ?? [], more);
        await rows.InScopeAsync(s => s.GetRequiredService<Database>().Database.EnsureCreatedAsync());
        return rows;
    }

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = _services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, true);
    }
}
