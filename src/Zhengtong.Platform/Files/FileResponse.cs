using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Sends kept files so that a browser can neither guess another type nor run anything in them.</summary>
public static class FileResponse
{
    /// <summary>A document on its own origin-less island.</summary>
    private const string Sandboxed = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    /// <summary>Browsers refuse to start their PDF viewer in a sandbox.</summary>
    private const string PdfViewer = "default-src 'none'; object-src 'self'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'";

    /// <summary>Sends the content. The caller has decided that the reader may have it.</summary>
    /// <param name="inline">Show pictures and PDF in the browser; other kinds are always downloads.</param>
    /// <returns>A problem, with nothing sent, when the file is infected, awaits its scan or has lost its content.</returns>
    public static async Task<Outcome> SendFileAsync(this HttpResponse response, StoredFile file, IFileStore store, bool inline, CancellationToken ct)
    {
        if (file.ScanState == ScanState.Infected)
        {
            return FileProblems.Quarantined;
        }

        if (file.ScanState is ScanState.Pending or ScanState.Failed)
        {
            return FileProblems.NotYetScanned;
        }

        await using var content = await store.OpenAsync(file.StoreKey, ct);
        if (content is null)
        {
            return FileProblems.Missing;
        }

        var isPdf = file.MediaType == FileKind.Pdf.MediaType;
        var shown = inline && (isPdf || file.MediaType.StartsWith("image/", StringComparison.Ordinal));
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        var headers = response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = shown && isPdf ? PdfViewer : Sandboxed;
        headers.CacheControl = "private, no-store";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.ContentType = file.MediaType;
        response.ContentLength = file.Size;
        await content.CopyToAsync(response.Body, ct);
        return Outcome.Done();
    }
}
