using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;

namespace Zhengtong.Catalogue.Guide;

/// <summary>A guide that was published anew, or whose item is handled elsewhere from now on, is rendered anew.</summary>
internal sealed class EvictGuide(GuideCache cache) : ISubscriber<ItemPublished>, ISubscriber<OnlineTargetChanged>
{
    public Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        cache.Evict(happened.Code);
        return Task.CompletedTask;
    }

    public Task HandleAsync(OnlineTargetChanged happened, Guid eventId, CancellationToken ct)
    {
        cache.Evict(happened.ItemCode);
        return Task.CompletedTask;
    }
}
