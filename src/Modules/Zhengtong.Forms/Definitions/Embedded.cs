namespace Zhengtong.Forms.Definitions;

/// <summary>The files that travel inside the assembly.</summary>
internal static class Embedded
{
    public static IEnumerable<string> Names => typeof(Embedded).Assembly.GetManifestResourceNames();

    public static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Embedded).Assembly.GetManifestResourceStream("Zhengtong.Forms." + name)
            ?? throw new InvalidOperationException($"No embedded file {name}"));
        return reader.ReadToEnd();
    }
}
