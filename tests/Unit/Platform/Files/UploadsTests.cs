using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Unit.Platform.Files;

public sealed class UploadsTests
{
    private static readonly Guid Owner = Guid.CreateVersion7();

    [Fact]
    public async Task A_good_file_is_kept_under_its_clean_name_and_real_type()
    {
        await using var rows = await PlatformRows.CreateAsync();

        var file = await Give(rows, Samples.Pdf, "../营业执照.PDF");

        Assert.True(file.Ok);
        var kept = await Find(rows, file.Value.Id);
        Assert.Equal("营业执照.pdf", kept.Name);
        Assert.Equal("application/pdf", kept.MediaType);
        Assert.Equal(Samples.Pdf.Length, kept.Size);
        Assert.Equal(Owner, kept.OwnerPartyId);
        Assert.Equal(kept.StoreKey, kept.Sha256);
        Assert.Equal(ScanState.NotScanned, kept.ScanState);
        Assert.Equal("未经病毒检查", kept.ScanState.Name());
        Assert.Single(rows.KeptFiles);
    }

    [Theory]
    [InlineData("a.jpg", "files.type-mismatch")]
    [InlineData("a", "files.type-mismatch")]
    [InlineData("a.pdf.exe", "files.type-mismatch")]
    public async Task The_extension_must_say_what_the_content_is(string name, string code)
    {
        await using var rows = await PlatformRows.CreateAsync();

        Assert.Equal(code, (await Give(rows, Samples.Pdf, name)).Problems[0].Code);
        Assert.Empty(rows.KeptFiles);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await using var rows = await PlatformRows.CreateAsync();

        Assert.Equal("files.empty", (await Give(rows, [], "a.pdf")).Problems[0].Code);
    }

    [Fact]
    public async Task Reading_stops_at_the_size_cap()
    {
        await using var rows = await PlatformRows.CreateAsync();
        using var endless = new Endless();

        var file = await rows.InScopeAsync(s => s.GetRequiredService<Uploads>().AcceptAsync(endless, "a.pdf", Owner, UploadRules.Materials, rows.Act, CancellationToken.None));

        Assert.Equal("files.too-large", file.Problems[0].Code);
        Assert.Contains("20 MB", file.Problems[0].Message, StringComparison.Ordinal);
        Assert.InRange(endless.Given, UploadRules.Materials.MaxBytes, UploadRules.Materials.MaxBytes + 200_000);
        Assert.Empty(rows.KeptFiles);
    }

    [Fact]
    public async Task An_infected_file_is_refused_and_not_kept()
    {
        await using var clamd = new ClamdStandIn();
        await using var rows = await PlatformRows.CreateAsync(Scanner(clamd));

        var file = await Give(rows, [.. Samples.Pdf, .. Encoding.ASCII.GetBytes(ClamdStandIn.Eicar)], "a.pdf");

        Assert.Equal("files.infected", file.Problems[0].Code);
        Assert.Empty(rows.KeptFiles);
    }

    [Fact]
    public async Task What_the_scanner_could_not_see_is_held_back_and_scanned_again_by_itself()
    {
        await using var clamd = new ClamdStandIn { MaxLength = 1 };
        await using var rows = await PlatformRows.CreateAsync(Scanner(clamd));
        var clean = (await Give(rows, Samples.Pdf, "a.pdf")).Value;
        var infected = (await Give(rows, [.. Samples.Pdf, .. Encoding.ASCII.GetBytes(ClamdStandIn.Eicar)], "b.pdf")).Value;
        Assert.Equal(ScanState.Failed, (await Find(rows, clean.Id)).ScanState);
        Assert.Equal("files.scan-pending", (await Send(rows, clean.Id, false)).Outcome.Problems[0].Code);

        clamd.MaxLength = long.MaxValue;
        await ActivatorUtilities.CreateInstance<ScanPendingFiles>(rows.Services).RunAsync(CancellationToken.None);

        Assert.Equal(ScanState.Clean, (await Find(rows, clean.Id)).ScanState);
        Assert.Equal(ScanState.Infected, (await Find(rows, infected.Id)).ScanState);
        Assert.True((await Send(rows, clean.Id, false)).Outcome.Ok);
        Assert.Equal("files.quarantined", (await Send(rows, infected.Id, false)).Outcome.Problems[0].Code);
    }

    [Fact]
    public async Task A_download_is_locked_down_and_carries_its_chinese_name()
    {
        await using var rows = await PlatformRows.CreateAsync();
        var file = (await Give(rows, Samples.Docx, "申请表.docx")).Value;

        var (outcome, response, body) = await Send(rows, file.Id, inline: true);

        Assert.True(outcome.Ok);
        Assert.Equal(Samples.Docx.Length, body.Length);
        Assert.StartsWith("attachment", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Contains("filename*=UTF-8''%E7%94%B3%E8%AF%B7%E8%A1%A8.docx", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.XContentTypeOptions.ToString());
        Assert.StartsWith("sandbox;", response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_pictures_and_pdf_are_shown_in_the_browser()
    {
        await using var rows = await PlatformRows.CreateAsync();
        var picture = (await Give(rows, Samples.Png(), "照片.png")).Value;

        var (_, response, _) = await Send(rows, picture.Id, inline: true);

        Assert.StartsWith("inline", response.Headers.ContentDisposition.ToString(), StringComparison.Ordinal);
        Assert.Equal("image/png", response.ContentType);
    }

    [Fact]
    public async Task Where_a_scanner_is_required_nothing_begins_without_one()
    {
        var settings = new Dictionary<string, string?> { ["Files:Clamd:Required"] = "true" };
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => PlatformRows.CreateAsync(settings));
        Assert.Contains("Files:Clamd:Host", refused.Message, StringComparison.Ordinal);
        settings["Files:Clamd:Host"] = "127.0.0.1";
        await using var rows = await PlatformRows.CreateAsync(settings);
        Assert.True(rows.Services.GetRequiredService<IVirusScanner>().Works);
    }

    private static Dictionary<string, string?> Scanner(ClamdStandIn clamd) =>
        new() { ["Files:Clamd:Host"] = "127.0.0.1", ["Files:Clamd:Port"] = clamd.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };

    private static Task<Outcome<StoredFile>> Give(PlatformRows rows, byte[] content, string name) => rows.InScopeAsync(async s =>
    {
        var file = await s.GetRequiredService<Uploads>().AcceptAsync(new MemoryStream(content), name, Owner, UploadRules.Materials, rows.Act, CancellationToken.None);
        Assert.True((await s.GetRequiredService<Database>().SaveAsync(CancellationToken.None)).Ok);
        return file;
    });

    private static Task<StoredFile> Find(PlatformRows rows, Guid id) =>
        rows.InScopeAsync(s => s.GetRequiredService<Database>().Set<StoredFile>().AsNoTracking().SingleAsync(x => x.Id == id));

    private static async Task<(Outcome Outcome, HttpResponse Response, byte[] Body)> Send(PlatformRows rows, Guid id, bool inline)
    {
        var http = new DefaultHttpContext();
        using var body = new MemoryStream();
        http.Response.Body = body;
        var outcome = await http.Response.SendFileAsync(await Find(rows, id), rows.Services.GetRequiredService<IFileStore>(), inline, CancellationToken.None);
        return (outcome, http.Response, body.ToArray());
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
