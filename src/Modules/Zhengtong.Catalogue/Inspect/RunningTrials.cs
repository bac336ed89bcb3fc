using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Tries drafts of rules over a whole catalogue beside the request; how far each is lies in its row, so any node can tell.</summary>
internal sealed partial class RunningTrials(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RunningTrials> log)
{
    /// <summary>The last trial started on this node, for whoever wants to wait for it.</summary>
    public Task Last { get; private set; } = Task.CompletedTask;

    public void Start(Guid trialId, string regionCode, RuleWording text) => Last = Task.Run(() => RunAsync(trialId, regionCode, text));

    private async Task RunAsync(Guid trialId, string regionCode, RuleWording text)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var trial = await db.Set<RuleTrial>().SingleAsync(t => t.Id == trialId);
        try
        {
            await TryAsync(scope.ServiceProvider, db, trial, regionCode, text);
        }
#pragma warning disable CA1031 // Nobody awaits the work: the failure is logged and shown on the rule's page.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Failed(log, e, trialId);
            trial.Failed = true;
        }

        trial.EndedAt = Act.Micro(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync();
    }

    private async Task TryAsync(IServiceProvider services, Database db, RuleTrial trial, string regionCode, RuleWording text)
    {
        var rule = InspectionStandard.Of("draft", 0, regionCode, text).Value;
        var around = services.GetRequiredService<Surroundings>();
        trial.Total = await LastCountedAsync(db, regionCode);
        var examples = new List<string>();
        var after = Guid.Empty;
        var today = LegalDay.Today(clock);
        while (await ItemPages.ReadAsync(db, today, after, null, regionCode, CancellationToken.None) is { Count: > 0 } page)
        {
            var contents = page.ConvertAll(r => ItemContent.FromJson(r.Content));
            var places = await around.OfManyAsync(page, contents, CancellationToken.None);
            foreach (var (row, content) in page.Zip(contents))
            {
                if (rule.FaultsOf(row.As(content, places)).Any())
                {
                    trial.Hits++;
                    if (examples.Count < RuleTrial.MostExamples)
                    {
                        examples.Add($"{row.Code}|{row.Name}");
                    }
                }
            }

            trial.Checked += page.Count;
            trial.Examples = string.Join('\n', examples);
            after = page[^1].ItemId;
            await db.SaveChangesAsync();
        }
    }

    /// <summary>As many as the last night counted: what a trial reads is not counted once more before it is read.</summary>
    private static async Task<int> LastCountedAsync(Database db, string regionCode)
    {
        var days = db.Set<InspectionDay>();
        return await days.Where(d => d.Day == days.Max(x => x.Day) && d.RegionCode.StartsWith(regionCode)).SumAsync(d => d.Items);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Trial {Id} of an inspection rule failed")]
    private static partial void Failed(ILogger log, Exception e, Guid id);
}
