using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Keeps contents, sealed, under the SHA-256 of their bytes: equal contents lie once, and a content can never change under its key.</summary>
public interface IFileStore
{
    /// <summary>Keeps the whole content or nothing.</summary>
    /// <returns>The key, 64 lower-case hex digits; a problem when the store is full or away. A fault of the given stream is thrown on.</returns>
    Task<Outcome<string>> PutAsync(Stream content, CancellationToken ct);

    /// <returns>Null when there is no such content.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    Task<bool> ExistsAsync(string key, CancellationToken ct);

    /// <summary>Several files may share a content: delete only what no row names any more. Deleting what is not there is no fault.</summary>
    Task DeleteAsync(string key, CancellationToken ct);
}

internal static class StoreKey
{
    /// <summary>Two levels of folders: 65,536 of them, so that none grows beyond what a file system likes.</summary>
    public static string PathOf(string key) => key.Length == 64 && key.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'))
        ? $"{key[..2]}/{key[2..4]}/{key}"
        : throw new ArgumentException("A store key is 64 lower-case hex digits.", nameof(key));
}
