using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Guide;

/// <summary>Blank forms and filled samples (空白表格, 示范样本) that guides link to: the files of one folder, by name, and those uploaded with changes of items. Requirements 02.03, 02.06.</summary>
internal sealed class SampleFiles(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly string _folder = Path.GetFullPath(configuration["Catalogue:SamplesFolder"] ?? "data/samples", environment.ContentRootPath);
    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>The address of the file, or null when the folder has none of that name.</summary>
    public string? LinkTo(string name) => UploadedSample.FileOf(name) is null && PathOf(name) is null ? null : "/samples/" + Uri.EscapeDataString(name);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/samples/{name}", AnswerAsync).AllowAnonymous();

    private static async Task AnswerAsync(string name, HttpContext http, SampleFiles files, Database db, IFileStore store, CancellationToken ct)
    {
        if (UploadedSample.FileOf(name) is { } id)
        {
            await http.Response.SendFoundFileAsync(await UploadedAsync(id, name, http.User.Actor(), db, ct), store, ct);
            return;
        }

        await files.Answer(name).ExecuteAsync(http);
    }

    private IResult Answer(string name) => PathOf(name) is { } path
        ? Results.File(path, _types.TryGetContentType(path, out var type) ? type : "application/octet-stream", name, enableRangeProcessing: true)
        : Results.NotFound();

    /// <summary>For everybody once a version of the item names it; until then, and while the item is kept off the platform, for those who see the change that it was uploaded with.</summary>
    private static async Task<StoredFile?> UploadedAsync(Guid id, string reference, Actor? actor, Database db, CancellationToken ct)
    {
        if (await db.Set<ItemFile>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, ct) is not { } file)
        {
            return null;
        }

        var named = id.ToString("N");
        var open = await db.Set<ItemVersion>().AnyAsync(v => v.Content.Contains(named) && db.Set<Item>().Any(i => i.Id == v.ItemId && i.Code == file.ItemCode && !i.Excluded), ct)
            || (actor is not null && await db.Set<ItemChange>().VisibleTo(actor).AnyAsync(c => c.Id == file.ChangeId, ct));
        var kept = open ? await db.Set<StoredFile>().AsNoTracking().SingleAsync(f => f.Id == id, ct) : null;
        return kept is not null && UploadedSample.Reference(id, kept.Name) == reference ? kept : null;
    }

    private string? PathOf(string name)
    {
        if (name.Length is 0 or > 200 || Path.GetFileName(name) != name || name.StartsWith('.'))
        {
            return null;
        }

        var path = Path.Combine(_folder, name);
        return File.Exists(path) ? path : null;
    }
}
