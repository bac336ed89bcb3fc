using Microsoft.EntityFrameworkCore.Design;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Web;

/// <summary>Lets the migration tool build the model of either provider without a server.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteDatabase>
{
    public SqliteDatabase CreateDbContext(string[] args) => DesignTime.Services("Data Source=:memory:").GetRequiredService<SqliteDatabase>();
}

internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresDatabase>
{
    public PostgresDatabase CreateDbContext(string[] args) => DesignTime.Services("Host=localhost;Database=design").GetRequiredService<PostgresDatabase>();
}

internal static class DesignTime
{
    public static IServiceProvider Services(string connection) => ZhengtongHost
        .Build([], b => b.Configuration["Database:Connection"] = connection)
        .Services.CreateScope().ServiceProvider;
}
