using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Zhengtong.Catalogue.Guide;

/// <summary>Blank forms and filled samples (空白表格, 示范样本) that guides link to: the files of one folder, by name. Requirements 02.03, 02.06.</summary>
internal sealed class SampleFiles(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly string _folder = Path.GetFullPath(configuration["Catalogue:SamplesFolder"] ?? "data/samples", environment.ContentRootPath);
    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>The address of the file, or null when the folder has none of that name.</summary>
    public string? LinkTo(string name) => PathOf(name) is null ? null : "/samples/" + Uri.EscapeDataString(name);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/samples/{name}", (string name, SampleFiles files) => files.Answer(name)).AllowAnonymous();

    private IResult Answer(string name) => PathOf(name) is { } path
        ? Results.File(path, _types.TryGetContentType(path, out var type) ? type : "application/octet-stream", name, enableRangeProcessing: true)
        : Results.NotFound();

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
