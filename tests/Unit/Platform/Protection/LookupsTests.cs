using System.Security.Cryptography;
using Xunit;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Protection;

public sealed class LookupsTests
{
    private static readonly IReadOnlyList<byte[]> Keys = [.. Enumerable.Range(0, 12).Select(_ => RandomNumberGenerator.GetBytes(32))];

    /// <summary>Whichever exchanges a hash has gone through, it ends as what the value gives under all keys at once.</summary>
    [Fact, Requirement("18.08")]
    public void A_hash_brought_under_newer_keys_is_what_its_value_gives_under_them()
    {
        for (var newer = 1; newer <= Keys.Count; newer++)
        {
            var now = With(newer).Of("phone", "13800138000");
            Assert.Equal(Lookups.Length, now.Length);
            Assert.Null(With(newer).Renew(now));
            for (var older = 1; older < newer; older++)
            {
                Assert.Equal(now, With(newer).Renew(With(older).Of("phone", "13800138000")));
                Assert.NotEqual(now, With(newer).Renew(With(older).Of("id", "13800138000")));
            }
        }
    }

    [Fact, Requirement("18.08")]
    public void Each_key_but_the_newest_is_worth_nothing_by_itself()
    {
        var known = new Lookups(() => [Keys[0], RandomNumberGenerator.GetBytes(32)]);
        Assert.NotEqual(With(2).Of("phone", "13800138000"), known.Of("phone", "13800138000"));
        Assert.NotEqual(With(2).Of("phone", "13800138000"), With(1).Of("phone", "13800138000"));
        Assert.Equal(12, Enumerable.Range(1, Keys.Count).Select(n => With(n).Of("phone", "13800138000")).Distinct().Count());
    }

    /// <summary>No phone, no address: there is nothing to bring along.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("closed")]
    public void What_is_no_hash_stays_as_it_is(string kept) => Assert.Null(With(2).Renew(kept));

    private static Lookups With(int keys) => new(() => [.. Keys.Take(keys)]);
}
