using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply.Api;

/// <summary>Reads what a program sent, and says in a problem what is wrong with it: never more of it than fits, nothing of it by guess.</summary>
internal static class JsonBody
{
    public const int MaxBytes = 256 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 16,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(null, allowIntegerValues: false) },
    };

    private static readonly Problem NotJson = Problem.Invalid("platform.body-type", "请以 application/json 发送请求内容。");
    private static readonly Problem TooLarge = Problem.Invalid("platform.body-too-large", "请求内容太大，请精简后再发送。");
    private static readonly Problem NoFile = Problem.Invalid("platform.file-missing", "请以 multipart/form-data 发送一个名为 file 的文件。", "file");

    public static async Task<Outcome<T>> ReadAsync<T>(HttpContext http, CancellationToken ct)
        where T : class
    {
        if (!http.Request.HasJsonContentType())
        {
            return NotJson;
        }

        if (http.Request.ContentLength > MaxBytes)
        {
            return TooLarge;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                return TooLarge;
            }

            body.Write(buffer, 0, read);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body.GetBuffer().AsSpan(0, (int)body.Length), Json) is { } value ? value : Unreadable(null);
        }
        catch (JsonException e)
        {
            return Unreadable(e.Path);
        }
    }

    /// <summary>The one file of a form.</summary>
    public static async Task<Outcome<SentFile>> ReadFormAsync(HttpContext http, CancellationToken ct)
    {
        if (!http.Request.HasFormContentType)
        {
            return NoFile;
        }

        try
        {
            var form = await http.Request.ReadFormAsync(ct);
            return form.Files is [{ Name: "file", Length: > 0 } only] ? new SentFile(only) : NoFile;
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            return TooLarge;
        }
    }

    internal sealed record SentFile(IFormFile File);

    private static Problem Unreadable(string? path) => Problem.Invalid("platform.body-invalid", "请求内容不符合接口约定的格式，请对照 /openapi/v1.json 检查。", path);
}
