using System.Text;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Zhengtong.Platform.Files;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class ClamdScannerTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task A_clean_content_is_clean()
    {
        await using var clamd = new ClamdStandIn();

        Assert.Equal(ScanState.Clean, (await Scan(clamd, new byte[300_000])).State);
    }

    [Fact]
    public async Task The_test_virus_is_found_by_name()
    {
        await using var clamd = new ClamdStandIn();

        Assert.Equal(new ScanVerdict(ScanState.Infected, "Eicar-Test-Signature"), await Scan(clamd, Encoding.ASCII.GetBytes(ClamdStandIn.Eicar)));
    }

    [Fact]
    public async Task A_scanner_that_is_down_is_a_failed_scan()
    {
        var clamd = new ClamdStandIn();
        await clamd.DisposeAsync();

        Assert.Equal(ScanState.Failed, (await Scan(clamd, [1])).State);
    }

    [Fact]
    public async Task A_scanner_that_keeps_silent_is_not_waited_for_for_ever()
    {
        await using var clamd = new ClamdStandIn { Silent = true };

        var scan = Scan(clamd, [1]);
        await clamd.Received;
        _clock.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ScanState.Failed, (await scan).State);
    }

    [Fact]
    public async Task A_content_too_long_for_the_scanner_is_not_called_clean()
    {
        await using var clamd = new ClamdStandIn { MaxLength = 100_000 };

        Assert.Equal(ScanState.Failed, (await Scan(clamd, new byte[5_000_000])).State);
    }

    private async Task<ScanVerdict> Scan(ClamdStandIn clamd, byte[] content) =>
        await new ClamdScanner("127.0.0.1", clamd.Port, TimeSpan.FromSeconds(10), _clock).ScanAsync(new MemoryStream(content), CancellationToken.None);
}
