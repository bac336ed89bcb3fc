namespace Zhengtong.Platform.Codes;

/// <summary>Cuts what people wrote to what a message, a heading or a column holds.</summary>
public static class ShortText
{
    /// <summary>As much of a name as a message quotes.</summary>
    private const int Quoted = 60;

    /// <summary>The text, or its beginning with … at the end. A rare character, which is two UTF-16 units, is not cut in two: no database takes half of one.</summary>
    /// <param name="most">Length of the whole in UTF-16 units.</param>
    public static string Shortened(this string text, int most = Quoted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (text.Length <= most)
        {
            return text;
        }

        var kept = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
        return text[..kept] + "…";
    }
}
