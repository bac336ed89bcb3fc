using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Seed;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Bench;

/// <summary>Applications submitted in a second, over pgbench sending the same statements to the same database with as many clients; interleaved.</summary>
internal static class Submissions
{
    private const int Clients = 8;
    private const int DraftsPerSecond = 2500;

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(BenchPostgres server, Lengths length)
    {
        var capture = new SqlCapture();
        string script;
        await using (var capturing = await BenchHost.StartAsync(server.Connection(Product.Empty), background: false, capture.Attach))
        {
            script = await ScriptAsync(capturing, server, capture, length);
        }

        await using var app = await BenchHost.StartAsync(server.Connection(Product.Empty), background: false);
        var plan = await app.PlanAsync();
        var (ours, theirs) = (new List<double>(), new List<double>());
        await OursAsync(app, plan, Lengths.WarmUp);
        for (var round = 0; round < Lengths.Rounds; round++)
        {
            ours.Add(await OursAsync(app, plan, length.Submit));
            theirs.Add(await TheirsAsync(server, script, length.Submit, round));
        }

        var ratio = Measure.Median(ours.Zip(theirs, (a, b) => a / b));
        return [new Measure("submit an application, over pgbench with the same statements", ratio, 0.60, Note: string.Create(CultureInfo.InvariantCulture, $"{Measure.Median(ours):0} and {Measure.Median(theirs):0} per second, 8 clients"))];
    }

    private static IEnumerable<PlannedCase> Online(SeedPlan plan) => Enumerable.Range(0, int.MaxValue).Select(plan.Case).Where(c => c.Received.Actor.Kind == ActorKind.Applicant);

    private static async Task<double> OursAsync(WebApplication app, SeedPlan plan, int seconds)
    {
        var drafts = new List<(Draft Draft, Act Act)>();
        foreach (var planned in Online(plan).Take(seconds * DraftsPerSecond))
        {
            drafts.Add((planned.Draft(Guid.CreateVersion7()), planned.Received));
        }

        await app.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(drafts.ConvertAll(d => d.Draft), CancellationToken.None);
            return true;
        });
        var hand = new RealHand(app.Services.GetRequiredService<IServiceScopeFactory>());
        var (next, done, watch) = (-1, 0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds && Interlocked.Increment(ref next) is var at && at < drafts.Count)
            {
                var submitted = await hand.SubmitAsync(drafts[at].Draft.Id, drafts[at].Act.Now(), CancellationToken.None);
                if (!submitted.Ok)
                {
                    throw new InvalidOperationException(submitted.Problems[0].Message);
                }

                Interlocked.Increment(ref done);
            }
        })));
        return done / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> TheirsAsync(BenchPostgres server, string script, int seconds, int round)
    {
        var file = Path.Combine(Path.GetTempPath(), $"zt-submit-{Environment.ProcessId}.sql");
        // Each round goes on behind the drafts of the one before.
        await File.WriteAllTextAsync(file, script.Replace("\\set key :client_id", string.Create(CultureInfo.InvariantCulture, $"\\set key {round} * 10000000 + :client_id"), StringComparison.Ordinal));
        try
        {
            var said = await server.PgbenchAsync(file, Clients, seconds, Product.Empty);
            var line = said.Split('\n').First(l => l.StartsWith("tps", StringComparison.Ordinal));
            return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Submits once to see the statements, and lays out drafts for pgbench to submit.</summary>
    private static async Task<string> ScriptAsync(WebApplication app, BenchPostgres server, SqlCapture capture, Lengths length)
    {
        var plan = await app.PlanAsync();
        var hand = new RealHand(app.Services.GetRequiredService<IServiceScopeFactory>());
        var warm = Online(plan).First();
        var first = warm.Draft();
        await hand.SaveAsync(first, CancellationToken.None);
        await hand.SubmitAsync(first.Id, warm.Received.Now(), CancellationToken.None);

        // The same case again, so that item, form and series are in memory as they are under load.
        var draft = warm.Draft();
        await hand.SaveAsync(draft, CancellationToken.None);
        var number = "";
        // In a transaction of the caller's the save is the ordinary one, whose statements can be listened to; they are the same.
        var sent = await capture.DuringAsync(async () =>
        {
            await using var scope = app.Services.CreateAsyncScope();
            await using var transaction = await scope.ServiceProvider.GetRequiredService<Database>().Database.BeginTransactionAsync();
            number = (await scope.ServiceProvider.GetRequiredService<SubmitApplication>().HandleAsync(draft.Id, warm.Received.Now(), CancellationToken.None)).Value.Number;
            await transaction.CommitAsync();
        });
        var item = warm.Item.Item;
        var shared = new HashSet<Guid> { item.ItemId, item.VersionId, item.OrganisationId, warm.Party.Party.Id, warm.Received.Actor.Id };
        var columns = await app.InDatabaseAsync(db => Task.FromResult(
            db.Model.FindEntityType(typeof(Draft))!.GetProperties().Select(p => p.GetColumnName()).Where(c => c is not "id" and not "case_id" and not "revision" and not "created_by_id").ToList()));
        var names = string.Join(",", columns.Select(c => $"\"{c}\""));
        var each = length.Submit * DraftsPerSecond / Clients * 2;
        for (var round = 0; round < Lengths.Rounds; round++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"({round} * 10000000 + {PgbenchScript.KeyOf("c", "n")})");
            await server.SqlAsync(Product.Empty,
                $"insert into cases_draft (id, created_by_id, case_id, revision, {names}) select {PgbenchScript.DraftId(key)}, {PgbenchScript.DraftId(key)}, null, 0, {names} from cases_draft, generate_series(0, {Clients - 1}) c, generate_series(1, {each}) n where id = '{first.Id}'");
        }

        return PgbenchScript.Of(sent, draft.Id, number, shared);
    }
}
