using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// Keys that an installation makes for itself, one a use: kept sealed in the store so that every node has the same. Each is read once a process; synchronous, because they are needed in the
/// middle of building queries.
/// </summary>
public sealed class InstallationSecrets(IServiceScopeFactory scopes)
{
    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>32 random bytes, made when they are first asked for.</summary>
    public byte[] Of(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        lock (_gate)
        {
            return _known.GetOrAdd(name, ReadOrMake);
        }
    }

    /// <summary>A hash with the key of that name, which stays the same as long as the installation.</summary>
    public string HashOf(string name, string value) => Convert.ToHexString(HMACSHA256.HashData(Of(name), Encoding.UTF8.GetBytes(value)));

    private byte[] ReadOrMake(string name)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        if (Read(db, name) is { } kept)
        {
            return kept;
        }

        var made = RandomNumberGenerator.GetBytes(32);
        db.Add(new Secret { Name = name, Value = Convert.ToBase64String(made) });
        try
        {
            db.SaveChanges();
            return made;
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            // Another node made it first: that one counts.
            db.ChangeTracker.Clear();
            return Read(db, name)!;
        }
    }

    private static byte[]? Read(Database db, string name) =>
        db.Set<Secret>().Where(x => x.Name == name).Select(x => x.Value).SingleOrDefault() is { } value ? Convert.FromBase64String(value) : null;
}

internal sealed class Secret
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
