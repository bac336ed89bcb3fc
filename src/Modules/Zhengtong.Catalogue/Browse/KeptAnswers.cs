using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Zhengtong.Catalogue.Browse;

/// <summary>Answers that are the same for many visitors: read by the first who asks, awaited by all who ask meanwhile. A failed reading is not kept.</summary>
internal static class KeptAnswers
{
    public static async Task<T> KeepAsync<T>(this IMemoryCache cache, string key, TimeSpan kept, Func<Task<T>> read)
    {
        if (cache.TryGetValue(key, out Task<T>? known) && known is not null)
        {
            return await known;
        }

        var asked = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = cache.Set(key, asked.Task, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = kept, Size = 1 });
        try
        {
            asked.SetResult(await read());
        }
        catch (Exception e)
        {
            cache.Remove(key);
            asked.SetException(e);
        }

        return await asked.Task;
    }

    /// <summary>How many there are, at most so many; may be a minute old, since it is shown as 约.</summary>
    public static Task<int> AboutAsync<T>(this IMemoryCache cache, string key, IQueryable<T> items, int most) =>
        cache.KeepAsync("about\n" + key, TimeSpan.FromMinutes(1), () => items.Take(most).CountAsync(CancellationToken.None));
}
