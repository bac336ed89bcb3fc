using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Demo;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Halls;

/// <summary>The demo's people and halls and one published item of its market office; Monday ten o'clock.</summary>
internal sealed class HallStage(TestHost host, SqlCounter sql, PublishedItem item) : IAsyncDisposable
{
    public const string Centre = "广安区政务服务中心（演示）";
    public const string General = "综合受理窗口";
    public const string ItemCode = "511A0005200004-511602000000-000-115113016823646795-1-00";

    /// <summary>Tuesday, the day after the stage opens, at nine.</summary>
    public static readonly DateOnly Tuesday = new(2026, 3, 3);
    public const int Nine = 9 * 60;

    public TestHost Host => host;

    public SqlCounter Sql => sql;

    public PublishedItem Item => item;

    public static async Task<HallStage> OpenAsync(Engine engine, Action<WebApplicationBuilder>? adjust = null)
    {
        var sql = new SqlCounter();
        var host = await SignInKit.StartDemoAsync(engine, b =>
        {
            sql.Attach(b);
            adjust?.Invoke(b);
        });
        await SomeItems.AddRegionsAsync(host);
        await host.InScopeAsync(s => s.GetRequiredService<SeedDemoHalls>().RunAsync(CancellationToken.None));
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        return new HallStage(host, sql, await world.PublishAsync(ItemCode, CaseWorld.Content()));
    }

    public Task<Hall> HallAsync(string name = Centre) => host.InDatabaseAsync(db => db.Set<Hall>().AsNoTracking().SingleAsync(h => h.Name == name));

    public Task<WindowKind> WindowAsync(string hall = Centre, string name = General) => host.InDatabaseAsync(db =>
        db.Set<WindowKind>().AsNoTracking().SingleAsync(w => w.Name == name && db.Set<Hall>().Any(h => h.Id == w.HallId && h.Name == hall)));

    public async Task SetCapacityAsync(int places)
    {
        var id = (await WindowAsync()).Id;
        await host.InDatabaseAsync(db => db.Set<WindowKind>().Where(w => w.Id == id).ExecuteUpdateAsync(s => s.SetProperty(w => w.Capacity, places)));
    }

    /// <summary>What an applicant's account does, now; a number beyond the demo's makes somebody else of it.</summary>
    public async Task<Act> ByAsync(string login)
    {
        var person = await host.InDatabaseAsync(async db =>
        {
            var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.Login == login);
            return await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == account.PersonId);
        });
        return By(person.Id, person.Name);
    }

    public Act By(Guid id, string name) => new(new Actor(id, name, ActorKind.Applicant), null, End.Pc, "", Now);

    public Act ByClerk(string region = DemoPeople.Region) => new(CaseWorld.Staff(1, "窗口甲", Roles.WindowClerk, CaseWorld.Organisation, region), null, End.Window, "", Now);

    public async Task<Outcome<Guid>> BookAsync(Act act, DateOnly? day = null, int slot = Nine, string? item = null, Guid? window = null)
    {
        var id = window ?? (await WindowAsync()).Id;
        return await DoAsync<BookVisit, Outcome<Guid>>(b => b.HandleAsync(new(id, day ?? Tuesday, slot, item), act, CancellationToken.None));
    }

    public async Task<Booking> BookedAsync(string login, DateOnly? day = null, int slot = Nine, string? item = null)
    {
        var booked = await BookAsync(await ByAsync(login), day, slot, item);
        return booked.Ok ? await BookingAsync(booked.Value) : throw new InvalidOperationException(booked.Problems[0].Message);
    }

    public Task<Booking> BookingAsync(Guid id) => host.InDatabaseAsync(db => db.Set<Booking>().AsNoTracking().SingleAsync(b => b.Id == id));

    public Task<TResult> DoAsync<TAct, TResult>(Func<TAct, Task<TResult>> run)
        where TAct : notnull => host.InScopeAsync(s => run(s.GetRequiredService<TAct>()));

    public async Task RunAsync(string job)
    {
        var ran = await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(job, CancellationToken.None);
        if (!ran.Ok)
        {
            throw new InvalidOperationException(ran.Problems[0].Message);
        }
    }

    public void GoTo(DateOnly day, int hour, int minute = 0) =>
        host.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(8)));

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private DateTime Now => Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
}
