using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Entering;

/// <inheritdoc cref="ISignInFigures"/>
internal sealed class SignInFigures(Database db) : ISignInFigures
{
    public Task<int> HeldUpAsync(DateTime since, CancellationToken ct) => db.Set<Attempt>().CountAsync(x => x.LastAt >= since && x.NotBefore > x.LastAt, ct);
}
