using System.Security.Cryptography;

namespace Zhengtong.Platform.Protection;

/// <summary>
/// The key outside the database that the Data Protection keys in it are encrypted with: a file of 32 random bytes for its owner alone, the same on every node
/// (setting <c>Protection:KeyFile</c>). Who has the database without this file reads no personal data.
/// </summary>
public sealed class ProtectionKeyFile(string path)
{
    public const int Length = 32;
    public const string DefaultPath = "var/protection.key";
    private readonly Lock _gate = new();
    private byte[]? _key;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The key; the file is made when there is none.</summary>
    public byte[] ReadOrMake()
    {
        lock (_gate)
        {
            return _key ??= File.Exists(Path) ? Read() : Make();
        }
    }

    /// <exception cref="ProtectionKeyException">The file is missing or is not such a key.</exception>
    public byte[] Existing()
    {
        lock (_gate)
        {
            return _key ??= Read();
        }
    }

    /// <summary>Names a key without telling it.</summary>
    public static string IdOf(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "zhengtong key id"u8))[..16];

    private byte[] Read()
    {
        if (!File.Exists(Path))
        {
            throw new ProtectionKeyException($"缺少数据保护密钥文件 {Path}。数据库中的密钥是用它加密的：请从备份恢复该文件（所有节点使用同一份），或用设置 Protection:KeyFile 指明它的位置。");
        }

        var key = File.ReadAllBytes(Path);
        return key.Length == Length ? key : throw new ProtectionKeyException($"数据保护密钥文件 {Path} 不是 {Length} 字节，可能已损坏。请从备份恢复。");
    }

    private byte[] Make()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var key = RandomNumberGenerator.GetBytes(Length);
        var draft = $"{Path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(key);
            file.Flush(true);
        }

        try
        {
            // Whole or not at all, and never over one that another process just made.
            File.Move(draft, Path, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(Path))
        {
            File.Delete(draft);
            return Read();
        }
    }
}

/// <summary>The key file is missing, damaged or another one than the database was protected with. The message says what to do.</summary>
public sealed class ProtectionKeyException(string message) : Exception(message);
