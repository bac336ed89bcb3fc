using Xunit;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.Tests.Unit.Platform.Messaging;

public sealed class MessageDispatchTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Attempts_come_further_and_further_apart_and_end_with_the_eighth()
    {
        var dispatch = MessageDispatch.Of(Channel.Sms, "13800138000", "", "t", "b", "k", Now);
        var waits = new List<double>();
        while (dispatch.DoneAt is null)
        {
            dispatch.Attempted(Delivery.Later("down"), Now);
            waits.Add((dispatch.NextAttemptAt - Now).TotalSeconds);
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 640], waits);
        Assert.Equal(DispatchState.Failed, dispatch.State);
    }

    [Theory]
    [InlineData(DeliveryKind.Taken, DispatchState.Sent)]
    [InlineData(DeliveryKind.NotConfigured, DispatchState.Skipped)]
    [InlineData(DeliveryKind.Refused, DispatchState.Failed)]
    public void A_code_is_erased_however_its_way_ends(DeliveryKind kind, DispatchState state)
    {
        var dispatch = MessageDispatch.OfSecret(Channel.Sms, "13800138000", "", "t", "123456", "k", Now, Now.AddMinutes(5));

        dispatch.Attempted(new Delivery(kind), Now);

        Assert.Equal((state, "", Now), (dispatch.State, dispatch.Body, dispatch.DoneAt));
    }

    [Theory]
    [InlineData("13800138000", "138****8000")]
    [InlineData("li@example.cn", "l***@example.cn")]
    [InlineData("110", "****")]
    public void Addresses_are_masked(string address, string shown) => Assert.Equal(shown, Masked.Address(address));

    /// <summary>Value from <c>openssl dgst -sha256 -hmac</c>.</summary>
    [Fact]
    public void The_signature_is_plain_hmac() => Assert.Equal("decaf00fae1d39621ca023b43dd37643c8b6cd8ca7a929cf20392914d0334783", SmsSignature.Of("secret", "1772416800", "id-1", "{\"a\":1}"));
}
