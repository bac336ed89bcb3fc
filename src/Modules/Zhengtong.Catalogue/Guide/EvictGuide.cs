using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Events;

namespace Zhengtong.Catalogue.Guide;

/// <summary>A guide that was published anew is rendered anew.</summary>
internal sealed class EvictGuide(GuideCache cache) : ISubscriber<ItemPublished>
{
    public Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        cache.Evict(happened.Code);
        return Task.CompletedTask;
    }
}
