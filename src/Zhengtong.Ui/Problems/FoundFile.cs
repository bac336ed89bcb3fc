using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Files;

namespace Zhengtong.Ui.Problems;

/// <summary>Answers with a file that a query looked for among what the reader may see.</summary>
public static class FoundFile
{
    /// <summary>Sends the file to be shown; without a body 404 when none was found, or the status of why it is not sent.</summary>
    public static async Task SendFoundFileAsync(this HttpResponse response, StoredFile? file, IFileStore store, CancellationToken ct)
    {
        if (file is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var sent = await response.SendFileAsync(file, store, inline: true, ct);
        if (!sent.Ok)
        {
            response.StatusCode = sent.Problems[0].Kind.Status();
        }
    }
}
