using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Protection;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>What is sealed opens whole, for its own purpose, or not at all.</summary>
public sealed class SealedTests
{
    private const string Number = "511602198506189910";

    [Fact]
    [Requirement("18.08")]
    public async Task A_sealed_value_that_was_altered_or_is_opened_for_another_purpose_does_not_open()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var personal = host.Services.GetRequiredService<PersonalData>();
        var hidden = personal.Hide(Number);
        Assert.Equal(Number, personal.Open(hidden));
        Assert.NotEqual(hidden, personal.Hide(Number));

        var middle = hidden.Length / 2;
        var altered = hidden[..middle] + (hidden[middle] == 'A' ? 'B' : 'A') + hidden[(middle + 1)..];
        Assert.ThrowsAny<CryptographicException>(() => personal.Open(altered));
        Assert.ThrowsAny<CryptographicException>(() => host.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("Another.Purpose").Unprotect(hidden));
    }

    [Fact]
    public async Task Equal_values_of_different_fields_cannot_be_matched_and_are_found_again_by_their_own()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var personal = host.Services.GetRequiredService<PersonalData>();

        Assert.Equal(personal.PhoneLookup("13800138000"), personal.SealPhone("13800138000").Lookup);
        Assert.NotEqual(personal.LookupOf("a", "13800138000"), personal.LookupOf("b", "13800138000"));
        // Without the key the hash of a phone number is tried out in a minute.
        Assert.NotEqual(Convert.ToHexString(SHA256.HashData("phone\n13800138000"u8)), personal.PhoneLookup("13800138000"));
    }

    /// <summary>Who copies the table of codes learns whom they went to by no try-out of all numbers.</summary>
    [Theory, EachDatabase]
    [Requirement("18.08")]
    public async Task The_numbers_that_codes_went_to_are_hashed_with_the_key_of_the_installation(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Assert.Equal("/account/code", (await host.Browser().SubmitAsync("/account/sign-in", new() { ["Phone"] = "13800138000" }, "Code")).Headers.Location?.OriginalString);
        var kept = await host.InDatabaseAsync(db => db.Set<OneTimeCode>().AsNoTracking().SingleAsync(TestContext.Current.CancellationToken));
        Assert.Equal(host.Services.GetRequiredService<PersonalData>().LookupOf("code-address", "13800138000"), kept.AddressHash);
        Assert.NotEqual(Convert.ToHexString(SHA256.HashData("13800138000"u8)), kept.AddressHash, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    [Requirement("18.13")]
    public async Task What_somebody_looks_for_stands_in_no_address_and_is_read_for_a_working_day()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var words = host.Services.GetRequiredService<SealedWords>();
        var hidden = words.Seal(" 张三 ")!;
        Assert.DoesNotContain("张三", Uri.UnescapeDataString(hidden), StringComparison.Ordinal);
        Assert.Equal("张三", words.Open(hidden));
        Assert.Null(words.Open(hidden[..^4]));
        Assert.Null(words.Open("张三"));
        Assert.Null(words.Seal(" "));
        host.Clock.Advance(SealedWords.Life + TimeSpan.FromSeconds(1));
        Assert.Null(words.Open(hidden));
    }
}
