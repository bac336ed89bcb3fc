using Xunit;
using Zhengtong.Platform.Events;

namespace Zhengtong.Tests.Unit.Platform.Events;

public sealed class OrderedIdTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Ids_of_one_millisecond_keep_the_order_of_making()
    {
        var ids = Enumerable.Range(0, 20_000).Select(_ => OrderedId.At(Now).ToString()).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void Ids_are_of_version_7_and_follow_the_time()
    {
        var (earlier, later) = (OrderedId.At(Now.AddMilliseconds(-1)), OrderedId.At(Now));

        Assert.Equal((7, true), (later.Version, later.Variant is >= 8 and <= 11));
        Assert.True(string.CompareOrdinal(earlier.ToString(), later.ToString()) < 0);
        Assert.StartsWith($"{new DateTimeOffset(Now).ToUnixTimeMilliseconds():x12}", later.ToString("N"), StringComparison.Ordinal);
    }
}
