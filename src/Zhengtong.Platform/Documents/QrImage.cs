using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace Zhengtong.Platform.Documents;

/// <summary>QR codes as vectors, for pages and for paper.</summary>
public static class QrImage
{
    /// <summary>An SVG without styles or scripts, with its quiet zone; its size is the page's affair.</summary>
    /// <param name="label">What a screen reader says.</param>
    public static string Svg(string content, string label = "二维码")
    {
        var matrix = Matrix(content);
        var path = new StringBuilder();
        foreach (var (row, from, length) in Bars(matrix))
        {
            path.Append(CultureInfo.InvariantCulture, $"M{from + 4} {row + 4}h{length}v1h-{length}z");
        }

        var size = matrix.Count + 8;
        return string.Create(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{WebUtility.HtmlEncode(label)}" shape-rendering="crispEdges">"""
            + $"""<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>""");
    }

    /// <summary>The modules without quiet zone, true = dark.</summary>
    internal static IReadOnlyList<bool[]> Matrix(string content)
    {
        using var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
        const int Quiet = 4;
        var size = data.ModuleMatrix.Count - (Quiet * 2);
        return [.. Enumerable.Range(0, size).Select(r => Enumerable.Range(0, size).Select(c => data.ModuleMatrix[r + Quiet][c + Quiet]).ToArray())];
    }

    /// <summary>Dark modules joined along the row: a tenth of the shapes.</summary>
    internal static IEnumerable<(int Row, int From, int Length)> Bars(IReadOnlyList<bool[]> matrix)
    {
        for (var row = 0; row < matrix.Count; row++)
        {
            for (var column = 0; column < matrix.Count; column++)
            {
                var from = column;
                while (column < matrix.Count && matrix[row][column])
                {
                    column++;
                }

                if (column > from)
                {
                    yield return (row, from, column - from);
                }
            }
        }
    }
}
