namespace Zhengtong.TestKit;

/// <summary>Where the product's own tree is, seen from a test's output folder.</summary>
public static class ProductFolder
{
    public static readonly string Root = Find();

    public static readonly string Data = Path.Combine(Root, "data");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Zhengtong.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the product's tree.");
    }
}
