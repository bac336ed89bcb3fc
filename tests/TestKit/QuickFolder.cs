using System.Diagnostics;
using System.Globalization;

namespace Zhengtong.TestKit;

/// <summary>
/// Where the databases of a run lie: in memory when the machine has room there, else in the temporary folder. Product and server sync what they commit, and the disk would be what most tests
/// wait for; those about power cuts and full disks choose their own place.
/// </summary>
internal static class QuickFolder
{
    private const string Memory = "/dev/shm";
    private const string Mark = "zt-quick-";
    private const long Room = 4L * 1024 * 1024 * 1024;
    private static readonly Lazy<string> Root = new(Open);

    /// <summary>Named after this process: what a killed run left is known by its dead owner.</summary>
    public static string Make(string name) =>
        Directory.CreateDirectory(Path.Combine(Root.Value, $"{Mark}{Environment.ProcessId}-{name}-{Guid.NewGuid().ToString("N")[..8]}")).FullName;

    private static string Open()
    {
        var root = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room ? Memory : Path.GetTempPath();
        foreach (var folder in Directory.GetDirectories(root, Mark + "*").Where(f => !Directory.Exists("/proc/" + Path.GetFileName(f)[Mark.Length..].Split('-')[0])))
        {
            try
            {
                StopServerOf(folder);
                Directory.Delete(folder, true);
            }
            catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
            {
                // Another run clears it at the same moment, or it is somebody else's.
            }
        }

        return root;
    }

    /// <summary>A server outlives the run that was killed; its first line of state is its process.</summary>
    private static void StopServerOf(string folder)
    {
        var state = Path.Combine(folder, "data", "postmaster.pid");
        if (!File.Exists(state) || !int.TryParse(File.ReadLines(state).First(), CultureInfo.InvariantCulture, out var id) || !Directory.Exists($"/proc/{id}"))
        {
            return;
        }

        if (File.ReadAllText($"/proc/{id}/cmdline").Contains(folder, StringComparison.Ordinal))
        {
            using var server = Process.GetProcessById(id);
            server.Kill();
            server.WaitForExit();
        }
    }
}
