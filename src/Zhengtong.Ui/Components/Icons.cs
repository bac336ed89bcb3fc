namespace Zhengtong.Ui.Components;

/// <summary>The one icon set: a sprite made at build from <c>icons.txt</c>.</summary>
public static class Icons
{
    public const string Sprite = "/ui/lib/icons.svg";

    /// <summary>Every icon of the sprite; a name outside draws nothing.</summary>
    public static IReadOnlySet<string> Names { get; } = Read();

    private static HashSet<string> Read()
    {
        using var stream = typeof(Icons).Assembly.GetManifestResourceStream("icons.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }
}
