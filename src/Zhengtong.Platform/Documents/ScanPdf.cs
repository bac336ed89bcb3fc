using SkiaSharp;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Documents;

/// <summary>
/// Puts photographed or scanned pages together into one PDF, a picture a page of A4, upright or across as the picture is. Each picture is drawn anew in a
/// readable size: that keeps the document small and leaves behind what a phone writes into its photos, place and device among it.
/// </summary>
public sealed class ScanPdf : IDisposable
{
    private const float Short = 595, Long = 842, Margin = 14;

    /// <summary>Of A4 at about 200 dots an inch.</summary>
    private const int MostPixels = 2340;
    private const int Quality = 82;

    /// <summary>Two pictures unpacked at once in a process: each may take hundreds of megabytes.</summary>
    private static readonly SemaphoreSlim Unpacking = new(2, 2);
    private readonly MemoryStream _stream = new();
    private readonly SKDocument _document;

    public ScanPdf(string title, DateTime at) => _document = SKDocument.CreatePdf(
        _stream, new SKDocumentPdfMetadata { Title = title, Creator = "政通", Creation = at, Modified = at, RasterDpi = 200, EncodingQuality = Quality });

    public int Pages { get; private set; }

    /// <summary>Adds a page. A picture that cannot be read is a problem and leaves the document as it was.</summary>
    public async Task<Outcome> AddAsync(Stream picture, CancellationToken ct)
    {
        await Unpacking.WaitAsync(ct);
        try
        {
            using var image = Read(picture);
            if (image is null)
            {
                return Problem.Invalid("documents.scan-broken", "这一页无法打开，请重新拍照或扫描后再上传。");
            }

            Draw(image);
            return Outcome.Done();
        }
        finally
        {
            Unpacking.Release();
        }
    }

    /// <summary>The finished document; no page can be added after.</summary>
    public byte[] ToBytes()
    {
        _document.Close();
        return _stream.ToArray();
    }

    public void Dispose()
    {
        _document.Dispose();
        _stream.Dispose();
    }

    private void Draw(SKImage image)
    {
        var (width, height) = image.Width > image.Height ? (Long, Short) : (Short, Long);
        var scale = Math.Min((width - (2 * Margin)) / image.Width, (height - (2 * Margin)) / image.Height);
        var (w, h) = (image.Width * scale, image.Height * scale);
        var canvas = _document.BeginPage(width, height);
        canvas.DrawImage(image, SKRect.Create((width - w) / 2, (height - h) / 2, w, h), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        _document.EndPage();
        Pages++;
    }

    /// <summary>The picture in its reading direction, no larger than a page needs, as a JPEG that goes into the document as it is.</summary>
    private static SKImage? Read(Stream picture)
    {
        using var data = SKData.Create(picture);
        using var codec = data is null ? null : SKCodec.Create(data);
        if (codec is null)
        {
            return null;
        }

        // A JPEG can be unpacked in part of its size; other kinds come whole.
        var wanted = codec.GetScaledDimensions(Math.Min(1f, (float)MostPixels / Math.Max(codec.Info.Width, codec.Info.Height)));
        using var bitmap = new SKBitmap(new SKImageInfo(wanted.Width, wanted.Height, SKColorType.Rgba8888, SKAlphaType.Premul));

        // A picture that breaks off would be a page with half of it missing, and nobody would notice.
        if (bitmap.GetPixels() == 0 || codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }

        using var upright = Upright(bitmap, codec.EncodedOrigin);
        using var encoded = upright.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return SKImage.FromEncodedData(encoded);
    }

    /// <summary>Turned as the camera noted, on white, and made smaller where it is larger than a page needs.</summary>
    private static SKImage Upright(SKBitmap bitmap, SKEncodedOrigin origin)
    {
        var across = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var scale = Math.Min(1f, (float)MostPixels / Math.Max(bitmap.Width, bitmap.Height));
        var (w, h) = (Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
        using var surface = SKSurface.Create(new SKImageInfo(across ? h : w, across ? w : h, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Concat(TurnOf(origin, w, h));
        canvas.Scale(scale);
        using var image = SKImage.FromBitmap(bitmap);
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return surface.Snapshot();
    }

    /// <summary>EXIF orientation: where the first row and column of the stored picture belong.</summary>
    private static SKMatrix TurnOf(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
