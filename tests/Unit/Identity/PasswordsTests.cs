using System.Diagnostics;
using Xunit;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;

namespace Zhengtong.Tests.Unit.Identity;

public sealed class PasswordsTests
{
    /// <summary>Without that the time would tell who has an account: a hash costs a hundred thousand times what no hash costs, so that a busy machine changes nothing.</summary>
    [Fact]
    public void A_password_for_an_account_that_does_not_exist_costs_as_much()
    {
        var passwords = new Passwords();
        var account = Account.ForPerson(Guid.CreateVersion7(), "somebody", new Sealed("", ""), DateTime.UnixEpoch);
        account.SetPassword(passwords.Hash("right-2026"), false, DateTime.UnixEpoch);
        // The first makes what nobody is compared with.
        Assert.False(passwords.Verify(null, "wrong-2026"));

        var (known, unknown) = (Shortest(() => passwords.Verify(account, "wrong-2026")), Shortest(() => passwords.Verify(null, "wrong-2026")));

        Assert.True(unknown > known / 10, $"{unknown} for nobody, {known} for somebody");
    }

    [Fact]
    public void A_hash_says_how_it_was_made_and_is_salted()
    {
        var passwords = new Passwords();
        var (one, other) = (Convert.FromBase64String(passwords.Hash("right-2026")), Convert.FromBase64String(passwords.Hash("right-2026")));

        // Version 3: format mark, pseudo-random function (2: HMAC-SHA512), rounds, length of the salt, salt, key; numbers big-endian.
        Assert.Equal(1, one[0]);
        Assert.Equal(2u, BinaryNumber(one, 1));
        Assert.True(BinaryNumber(one, 5) >= 210_000);
        Assert.True(BinaryNumber(one, 9) >= 16);
        Assert.NotEqual(one, other);
    }

    [Fact]
    public void A_password_counts_as_it_was_typed_up_to_64_characters()
    {
        var passwords = new Passwords();
        var account = Account.ForPerson(Guid.CreateVersion7(), "somebody", new Sealed("", ""), DateTime.UnixEpoch);
        var typed = " Right-2026 " + new string('x', 52);
        Assert.True(PasswordRules.Check(typed, [], []).Ok);
        Assert.False(PasswordRules.Check(typed + "x", [], []).Ok);
        account.SetPassword(passwords.Hash(typed), false, DateTime.UnixEpoch);

        Assert.True(passwords.Verify(account, typed));
        Assert.All((string[])[typed.Trim(), typed[..^1], typed.ToUpperInvariant()], other => Assert.False(passwords.Verify(account, other)));
    }

    private static uint BinaryNumber(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));

    private static TimeSpan Shortest(Func<bool> verify)
    {
        var shortest = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var from = Stopwatch.GetTimestamp();
            Assert.False(verify());
            var took = Stopwatch.GetElapsedTime(from);
            shortest = took < shortest ? took : shortest;
        }

        return shortest;
    }
}
