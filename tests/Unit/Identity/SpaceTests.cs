using System.Security.Cryptography;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Space.Copies;
using Zhengtong.Identity.Space.Known;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

/// <summary>The rules of the personal and company space.</summary>
[Requirement("08.14")]
public sealed class SpaceTests
{
    private const int Piece = 64 * 1024;
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(SealedFile.KeyLength);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Piece - 1)]
    [InlineData(Piece)]
    [InlineData(Piece + 1)]
    [InlineData(3 * Piece)]
    public async Task What_was_sealed_opens_as_it_was(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(plain, await OpenAsync(await SealAsync(plain), Key));
    }

    [Fact]
    public async Task What_was_touched_cut_off_or_put_in_another_order_does_not_open()
    {
        var whole = await SealAsync(RandomNumberGenerator.GetBytes(3 * Piece));
        const int step = Piece + 16;
        await RefusedAsync([.. whole[..step], (byte)(whole[step] ^ 1), .. whole[(step + 1)..]], Key);
        await RefusedAsync([.. whole[step..(2 * step)], .. whole[..step], .. whole[(2 * step)..]], Key);
        await RefusedAsync(whole[..(2 * step)], Key);
        await RefusedAsync(whole[..^1], Key);
        await RefusedAsync([], Key);
        await RefusedAsync(whole, RandomNumberGenerator.GetBytes(SealedFile.KeyLength));

        // Never completed, as when the process dies.
        using var half = new MemoryStream();
        await using (var sealing = new SealedFile(half, Key))
        {
            await sealing.WriteAsync(RandomNumberGenerator.GetBytes(2 * Piece + 1), Ct);
        }

        await RefusedAsync(half.ToArray(), Key);
    }

    [Fact]
    public async Task Bits_and_pieces_make_the_same_as_one_go()
    {
        var plain = RandomNumberGenerator.GetBytes((2 * Piece) + 77);
        using var to = new MemoryStream();
        await using (var sealing = new SealedFile(to, Key))
        {
            for (var at = 0; at < plain.Length; at += 1000)
            {
                sealing.Write(plain, at, Math.Min(1000, plain.Length - at));
                sealing.Flush();
            }

            await sealing.CompleteAsync(Ct);
            Assert.Equal(plain.Length, sealing.Taken);
        }

        Assert.Equal(plain, await OpenAsync(to.ToArray(), Key));
    }

    [Theory]
    [InlineData("电子邮箱", "zhang@example.com", "z***@example.com")]
    [InlineData("法定代表人证件号码", "11010519491231002X", "1101**********002X")]
    [InlineData("手机号码", "13812345678", "138****5678")]
    [InlineData("经营场所：地址", "四川省广安市广安区金安大道1号", "四川省广安市广安区****")]
    [InlineData("联系人姓名", "张三丰", "张**")]
    [InlineData("经营方式", "批发", "批发")]
    public void A_value_is_masked_by_what_it_is(string label, string text, string masked) => Assert.Equal(masked, KnownWords.Masked(label, text));

    [Fact]
    public void What_is_old_is_counted_from_when_somebody_last_said_so()
    {
        var taken = new DateTime(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);
        var known = new KnownValue { Id = Guid.CreateVersion7(), PartyId = Guid.CreateVersion7(), Key = "party.email", Label = "电子邮箱" };
        Assert.Null(known.Take(new KnownFact("sealed", "", KnownSource.Owner, null, "", false, taken)));
        Assert.False(KnownWords.IsOld(known, taken.AddMonths(12).AddTicks(-1), 12));
        Assert.True(KnownWords.IsOld(known, taken.AddMonths(12), 12));
        known.Confirm(taken.AddMonths(12));
        Assert.False(KnownWords.IsOld(known, taken.AddMonths(13), 12));
        Assert.NotNull(known.Take(new KnownFact("other", "", KnownSource.Case, Guid.Empty, "1", true, taken.AddMonths(13))));
        Assert.Equal("2027年4月2日办件 1（代办人填写）", KnownWords.Of(known));
    }

    [Fact]
    public void Who_somebody_is_is_not_kept_twice_and_an_agent_not_at_all()
    {
        Assert.All((string[])["party.name", "party.idNumber", "company.creditCode", "agent.phone", "earlier." + new string('a', 150)], k => Assert.False(KnownWords.MayKeep(k)));
        Assert.True(KnownWords.MayKeep("party.email"));
        Assert.All(Enum.GetValues<PartyKind>(), kind => Assert.All(KnownWords.AddableOf(kind), a => Assert.Contains(a.Key, Zhengtong.Forms.Contracts.PrefillSources.All.Keys)));
    }

    private static async Task<byte[]> SealAsync(byte[] plain)
    {
        using var to = new MemoryStream();
        await using var sealing = new SealedFile(to, Key);
        await sealing.WriteAsync(plain, Ct);
        await sealing.CompleteAsync(Ct);
        return to.ToArray();
    }

    private static async Task<byte[]> OpenAsync(byte[] whole, byte[] key)
    {
        using var to = new MemoryStream();
        await SealedFile.OpenAsync(new MemoryStream(whole), key, to, Ct);
        return to.ToArray();
    }

    private static Task<CryptographicException> RefusedAsync(byte[] whole, byte[] key) => Assert.ThrowsAnyAsync<CryptographicException>(() => OpenAsync(whole, key));
}
