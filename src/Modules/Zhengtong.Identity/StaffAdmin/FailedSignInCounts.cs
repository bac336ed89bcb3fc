using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>Failed sign-ins of the last month, counted by day and way.</summary>
internal sealed class FailedSignInCounts(Database db, TimeProvider clock)
{
    public const int Days = 30;

    /// <param name="Accounts">How many accounts they were aimed at.</param>
    /// <param name="Unknown">How often at none that there is.</param>
    internal sealed record Row(DateOnly Day, string Way, int Times, int Accounts, int Unknown);

    public async Task<IReadOnlyList<Row>> ReadAsync(CancellationToken ct)
    {
        var from = LegalDay.Today(clock).AddDays(-Days);
        return await db.Set<FailedSignIn>().Where(x => x.Day > from).GroupBy(x => new { x.Day, x.Way }).OrderByDescending(g => g.Key.Day).ThenBy(g => g.Key.Way)
            .Select(g => new Row(g.Key.Day, g.Key.Way, g.Count(), g.Select(x => x.AccountId).Distinct().Count(), g.Count(x => x.AccountId == null))).ToListAsync(ct);
    }
}
