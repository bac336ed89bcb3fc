namespace Zhengtong.Identity.Contracts;

/// <summary>The register of departments' systems (接入系统), for whoever assesses what they get.</summary>
public interface IConnectedSystems
{
    /// <summary>Those of a region and below that ask for personal data, by name.</summary>
    Task<IReadOnlyList<ConnectedSystem>> WithPersonalDataAsync(string regionPrefix, int atMost, CancellationToken ct);

    Task<ConnectedSystem?> FindAsync(Guid id, CancellationToken ct);
}

/// <param name="Data">Key and name of each kind of account data that it asks for: what waits to be agreed to, or what is in force.</param>
public sealed record ConnectedSystem(Guid Id, string Name, string OwnerName, string RegionCode, string Purpose, IReadOnlyList<KeyValuePair<string, string>> Data);
