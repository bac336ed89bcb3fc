using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// Looks at every live item of every end that can be fetched, once a day (01.38, 02.16), and then for those that still lag behind the version in force: an end that sends what it shows must send it
/// again. An end that is away is left for the night after a few tries; what it showed before stays recorded.
/// </summary>
internal sealed class CheckEnds(Database db, PullEnd pull, CompareEnd compare, LaggingEnds lagging, TimeProvider clock) : IRecurringJob
{
    private const int Page = 100;
    private const int Tries = 3;

    public string Name => "catalogue.check-ends";

    public TimeSpan Period => TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await FetchAsync(ct);
        await lagging.FindAsync(ct);
    }

    private async Task FetchAsync(CancellationToken ct)
    {
        var last = Guid.Empty;
        while (true)
        {
            var ends = await db.Set<ApplicationEnd>().AsNoTracking().Where(e => e.Id > last && e.RetiredAt == null && e.PullAddress != "").OrderBy(e => e.Id).Take(Page).ToListAsync(ct);
            foreach (var end in ends)
            {
                await OneAsync(end, ct);
            }

            if (ends.Count < Page)
            {
                return;
            }

            last = ends[^1].Id;
        }
    }

    private async Task OneAsync(ApplicationEnd end, CancellationToken ct)
    {
        var (last, away) = ("", 0);
        while (away < Tries)
        {
            var codes = await db.Set<EndItem>()
                .Where(x => x.EndId == end.Id && x.LiveSince != null && x.WithdrawnAt == null && string.Compare(x.Code, last) > 0)
                .OrderBy(x => x.Code).Take(Page).Select(x => x.Code).ToListAsync(ct);
            foreach (var code in codes)
            {
                away = await LookAsync(end, code, ct) ? 0 : away + 1;
                if (away == Tries)
                {
                    return;
                }
            }

            if (codes.Count < Page)
            {
                return;
            }

            last = codes[^1];
        }
    }

    /// <summary>Looks at one item of an end at once, as the night does (复检). An end that cannot be fetched sends what it shows itself.</summary>
    public async Task<Outcome> AgainAsync(Guid endId, string code, CancellationToken ct)
    {
        if (await db.Set<ApplicationEnd>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == endId && e.RetiredAt == null, ct) is not { } end)
        {
            return CompareEnd.Gone;
        }

        if (end.PullAddress.Length == 0)
        {
            return Problem.Conflict("catalogue.end-not-fetched", "这个端没有登记抓取地址，不能由这里复检。请该端更正后重新报送这个事项，一致后问题自动办结。");
        }

        return await LookAsync(end, code, ct) ? Outcome.Done() : Problem.Conflict("catalogue.end-away", "没有取到该端显示的内容，请确认该端可以访问后再复检。");
    }

    /// <summary>Fetches and compares one item; what could not be fetched or read is recorded as that.</summary>
    /// <returns>False when it was not reached.</returns>
    public async Task<bool> LookAsync(ApplicationEnd end, string code, CancellationToken ct)
    {
        var pulled = await pull.HandleAsync(end, code, ct);
        Outcome done = pulled.TryGet(out var shown) ? await compare.HandleAsync(end, code, shown, Act.Micro(clock.GetUtcNow().UtcDateTime), ct) : pulled;
        if (!done.Ok && done.Problems[0] != CompareEnd.Gone && await db.Set<EndItem>().SingleOrDefaultAsync(x => x.EndId == end.Id && x.Code == code, ct) is { } row)
        {
            row.NotReached(done.Problems[0].Message);
            await db.SaveAsync(ct);
        }

        db.ChangeTracker.Clear();
        return done.Ok;
    }
}
