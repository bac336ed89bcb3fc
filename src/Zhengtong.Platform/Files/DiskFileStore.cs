using System.Runtime.InteropServices;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Keeps contents in a folder: written aside on the same file system, synced, then renamed, so that a reader or a power cut never meets half a file.</summary>
internal sealed class DiskFileStore(string root, Func<string, FileStream>? create = null) : IContentStore
{
    private readonly Func<string, FileStream> _create = create ?? (path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous));

    public async Task<Outcome<string>> PutAsync(Func<Stream, Task<string>> write, bool again, CancellationToken ct)
    {
        var incoming = Directory.CreateDirectory(Path.Combine(root, "incoming")).FullName;
        var aside = Path.Combine(incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            var key = await WriteAsync(aside, write);
            MoveInto(aside, key);
            return key;
        }
        catch (IOException e) when (FileProblems.IsNoRoom(e))
        {
            return FileProblems.StoreFull;
        }
        finally
        {
            File.Delete(aside);
        }
    }

    public Task<Stream?> OpenAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        return Task.FromResult<Stream?>(File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65536, FileOptions.Asynchronous | FileOptions.SequentialScan)
            : null);
    }

    public Task<bool> ExistsAsync(string key, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(key)));

    public Task DeleteAsync(string key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    private string PathOf(string key) => Path.Combine(root, StoreKey.PathOf(key));

    private async Task<string> WriteAsync(string aside, Func<Stream, Task<string>> write)
    {
        await using var file = _create(aside);
        var key = await write(file);
        file.Flush(flushToDisk: true);
        return key;
    }

    private void MoveInto(string aside, string key)
    {
        var path = PathOf(key);
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            DirectorySync.Run(root);
            DirectorySync.Run(Path.GetDirectoryName(folder)!);
        }

        // Renaming over an equal content changes nothing for who reads, and two senders of one content cannot trip over each other.
        File.Move(aside, path, overwrite: true);
        DirectorySync.Run(folder);
    }
}

/// <summary>Makes a rename survive a power cut: on Linux the folder itself must be synced, which .NET has no call for.</summary>
internal static class DirectorySync
{
    public static void Run(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"Cannot open {folder}", Marshal.GetLastPInvokeError());
        }

        var failed = Fsync(handle) != 0 ? Marshal.GetLastPInvokeError() : 0;
        _ = Close(handle);
        if (failed != 0)
        {
            throw new IOException($"Cannot sync {folder}", failed);
        }
    }

#pragma warning disable SYSLIB1054, CA5392, CA2101 // Plain calls of the C library.
    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Fsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054, CA5392, CA2101
}
