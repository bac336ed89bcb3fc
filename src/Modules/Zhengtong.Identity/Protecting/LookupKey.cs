using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Protecting;

/// <summary>
/// The key of the lookup hashes: made once for an installation, kept encrypted in the store so that every node has the same. Read once a process;
/// synchronous, because it is needed in the middle of building queries.
/// </summary>
internal sealed class LookupKey(IServiceScopeFactory scopes, IDataProtectionProvider protection)
{
    private const string Name = "lookup";
    private readonly IDataProtector _protector = protection.CreateProtector("Zhengtong.Identity.LookupKey");
    private readonly Lock _gate = new();
    private byte[]? _value;

    public byte[] Value
    {
        get
        {
            lock (_gate)
            {
                return _value ??= ReadOrMake();
            }
        }
    }

    private byte[] ReadOrMake()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        if (Read(db) is { } kept)
        {
            return kept;
        }

        var made = RandomNumberGenerator.GetBytes(32);
        db.Add(new Secret { Name = Name, Value = Convert.ToBase64String(_protector.Protect(made)) });
        try
        {
            db.SaveChanges();
            return made;
        }
        catch (DbUpdateException e) when (db.IsUniqueViolation(e))
        {
            // Another node made it first: that one counts.
            db.ChangeTracker.Clear();
            return Read(db)!;
        }
    }

    private byte[]? Read(Database db) => db.Set<Secret>().Where(x => x.Name == Name).Select(x => x.Value).SingleOrDefault() is { } value
        ? _protector.Unprotect(Convert.FromBase64String(value))
        : null;
}

/// <summary>A secret of the installation, encrypted by Data Protection.</summary>
internal sealed class Secret
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
