namespace Zhengtong.Catalogue.Contracts;

/// <summary>What the published lists of special zones (自贸区, 新区, 高新区, 经济开发区) authorise them to do (01.36).</summary>
public interface IZoneAuthority
{
    /// <summary>The zones that may take a step of the item, by name: accept it, or decide on it.</summary>
    Task<IReadOnlyList<ZoneGrant>> ForItemAsync(string itemCode, CancellationToken ct);
}

public sealed record ZoneGrant(string ZoneKind, string Zone, bool MayAccept, bool MayDecide, string Ground);
