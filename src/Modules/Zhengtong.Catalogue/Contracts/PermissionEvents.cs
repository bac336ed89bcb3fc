namespace Zhengtong.Catalogue.Contracts;

/// <summary>A permission adjustment came into effect (01.32). Who keeps the lists of powers and of the zones' items follows it (01.36, 01.37).</summary>
/// <param name="Kind">1 下放 2 委托 3 收回.</param>
/// <param name="PowerListNumber">The document that changed the power list.</param>
public sealed record PermissionAdjusted(Guid AdjustmentId, int Kind, Guid GiverId, string PowerListNumber, IReadOnlyList<AdjustedItem> Items) : Zhengtong.Platform.Events.IEvent;

/// <param name="ZoneKind">1 自贸区 2 新区 3 高新区 4 经济开发区; 0: an ordinary organisation.</param>
public sealed record AdjustedItem(Guid GiverItemId, Guid ItemId, string Code, Guid ReceiverId, string RegionCode, int ZoneKind);
