using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Space.Copies;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity.Space;

internal static class SpaceKit
{
    public const string Page = "/my/space";

    /// <summary>What followed from what was done.</summary>
    public static async Task DispatchAsync(this TestHost host)
    {
        while (await host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(default) > 0)
        {
        }
    }

    public static Task<Guid> CompanyOfAsync(this TestHost host, string login) => host.InDatabaseAsync(db => db.Set<CompanyAgent>()
        .Where(g => db.Set<Account>().Any(a => a.Login == login && a.PersonId == g.PersonId)).Select(g => g.CompanyId).SingleAsync());

    public static async Task<HttpClient> ForCompanyAsync(this TestHost host, string login, Guid company, bool strong = false)
    {
        var browser = await host.BrowserAsync(login, strong);
        await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = company.ToString() });
        return browser;
    }

    /// <summary>As if it had been stated in a case.</summary>
    public static Task StateAsync(this TestHost host, Guid party, string key, string label, string value, string shown = "", DateTime? at = null) => host.InScopeAsync(async s =>
    {
        var stated = new StatedValues(party, Guid.CreateVersion7(), "511602260302000011", at ?? host.Clock.GetUtcNow().UtcDateTime, false, [new StatedValue(key, label, value, shown.Length > 0 ? shown : value)]);
        await s.GetRequiredService<IKnownValues>().StageAsync(stated, default);
        await s.GetRequiredService<Database>().SaveChangesAsync();
    });

    /// <summary>What is offered for reuse under a key; null: nothing.</summary>
    public static Task<KnownAnswer?> OfferedAsync(this TestHost host, Guid party, string key) => host.InScopeAsync(async s =>
    {
        var profile = (await s.GetRequiredService<IParties>().FindAsync(party, default))!;
        return (await s.GetRequiredService<IKnownValues>().OfAsync(profile, default)).SingleOrDefault(a => a.Key == key);
    });

    public static Task<KnownValue> KnownAsync(this TestHost host, Guid party, string key) => host.InDatabaseAsync(db => db.Set<KnownValue>().AsNoTracking().SingleAsync(k => k.PartyId == party && k.Key == key));

    public static Task MakeCopiesAsync(this TestHost host, CancellationToken ct = default) => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<MakeCopies>().Single().RunAsync(ct));

    public static Task<List<SpaceCopy>> CopiesAsync(this TestHost host) => host.InDatabaseAsync(db => db.Set<SpaceCopy>().AsNoTracking().OrderBy(c => c.AskedAt).ToListAsync());
}
