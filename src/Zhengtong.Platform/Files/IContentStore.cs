using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Files;

/// <summary>Where the sealed bytes of contents lie, on a disk or in an object store: <see cref="SealedFileStore"/> seals and opens them.</summary>
internal interface IContentStore
{
    /// <summary>Keeps what is written, whole or not at all.</summary>
    /// <param name="write">Writes the bytes and says under which key they lie. Its faults are thrown on.</param>
    /// <param name="again">Puts them in the place of what lies there already.</param>
    /// <returns>The key; a problem when the store is full or away.</returns>
    Task<Outcome<string>> PutAsync(Func<Stream, Task<string>> write, bool again, CancellationToken ct);

    /// <returns>Null when nothing lies under the key.</returns>
    Task<Stream?> OpenAsync(string key, CancellationToken ct);

    Task<bool> ExistsAsync(string key, CancellationToken ct);

    Task DeleteAsync(string key, CancellationToken ct);
}
