namespace Zhengtong.TestKit;

/// <summary>
/// Where the databases of a run lie: in memory when the machine has room there, else in the temporary folder. Product and server sync what they commit, and the disk would be what most tests
/// wait for; those about power cuts and full disks choose their own place.
/// </summary>
internal static class QuickFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L * 1024 * 1024 * 1024;

    public static string Root { get; } = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace >= Room ? Memory : Path.GetTempPath();

    public static string Make(string prefix) => Directory.CreateDirectory(Path.Combine(Root, prefix + Guid.NewGuid().ToString("N")[..8])).FullName;
}
