using System.Collections.Concurrent;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// The systems that ask for tokens, kept in memory for five seconds: a busy one costs no question at each exchange. What is changed here (a new secret, the end of an old one) holds at once, and
/// within these seconds on other nodes; a suspended system gets no token from the moment on, since its state is read with each token.
/// </summary>
internal sealed class KnownSystems(SsoQueries queries, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (SsoSystem System, DateTime ReadAt)> _known = new(StringComparer.Ordinal);

    /// <returns>As it was read: not to be changed, others read it at the same moment.</returns>
    public async Task<SsoSystem?> FindAsync(Database db, string clientId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (_known.TryGetValue(clientId, out var known) && now - known.ReadAt < Remembered)
        {
            return known.System;
        }

        if (await queries.SystemOf(db, clientId, ct) is not { } system)
        {
            return null;
        }

        _known[clientId] = (system, now);
        return system;
    }

    public void Forget(string clientId) => _known.TryRemove(clientId, out _);
}
