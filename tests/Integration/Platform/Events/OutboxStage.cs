using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Events;

internal sealed record BellRang(int Number) : IEvent;

/// <summary>What the subscribers of the tests do before they add their row, set by the test.</summary>
internal sealed class Script
{
    public Func<BellRang, Database, Task> First { get; set; } = (_, _) => Task.CompletedTask;

    public Func<BellRang, Database, Task> AfterRow { get; set; } = (_, _) => Task.CompletedTask;
}

/// <summary>Leaves one row for each delivery, with nothing that would make a second one collide.</summary>
internal sealed class FirstListener(Database db, IMessages messages, Script script) : ISubscriber<BellRang>
{
    public async Task HandleAsync(BellRang happened, Guid eventId, CancellationToken ct)
    {
        await script.First(happened, db);
        messages.Send(db, new NewMessage(Guid.Empty, "first", $"{happened.Number}", Guid.NewGuid().ToString()));
        await script.AfterRow(happened, db);
    }
}

internal sealed class SecondListener(Database db, IMessages messages) : ISubscriber<BellRang>
{
    public Task HandleAsync(BellRang happened, Guid eventId, CancellationToken ct)
    {
        messages.Send(db, new NewMessage(Guid.Empty, "second", $"{happened.Number}", Guid.NewGuid().ToString()));
        return Task.CompletedTask;
    }
}

/// <summary>The product with two listeners to one bell.</summary>
internal static class OutboxStage
{
    public static Task<TestHost> StartAsync(Engine engine, Script? script = null, Action<WebApplicationBuilder>? adjust = null) => TestHost.StartAsync(engine, b =>
    {
        b.Services.AddSingleton(script ?? new Script());
        b.Services.AddSubscriber<BellRang, FirstListener>().AddSubscriber<BellRang, SecondListener>();
        adjust?.Invoke(b);
    });

    public static OutboxDispatcher Dispatcher(this TestHost host) => host.Services.GetRequiredService<OutboxDispatcher>();

    public static Task RingAsync(this TestHost host, params int[] numbers) => host.InDatabaseAsync(db =>
    {
        foreach (var number in numbers)
        {
            db.Publish(new BellRang(number), host.Clock.GetUtcNow().UtcDateTime);
        }

        return db.SaveChangesAsync();
    });

    /// <summary>The rows a listener left, in the order they were made.</summary>
    public static Task<List<string>> HeardAsync(this TestHost host, string listener) => host.InDatabaseAsync(db =>
        db.Set<Message>().Where(m => m.Title == listener).OrderBy(m => m.Id).Select(m => m.Body).ToListAsync());

    public static Task<int> OpenAsync(this TestHost host) => host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.DoneAt == null));

    public static Task<int> ReopenAsync(this TestHost host)
    {
        var now = host.Clock.GetUtcNow().UtcDateTime;
        return host.InDatabaseAsync(db => db.UpdateAsync(db.Set<OutboxEvent>(), s => s.SetProperty(e => e.DoneAt, (DateTime?)null).SetProperty(e => e.NextAttemptAt, now), CancellationToken.None));
    }
}
