using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Events;

namespace Zhengtong.Tests.Unit.Platform.Events;

public sealed class EventTypesTests
{
    [Fact]
    public void Subscribers_carry_the_name_of_their_module()
    {
        var types = Types(s => s.AddSubscriber<Here.Rang, Listener>());

        Assert.Equal("Tests.Unit.Listener", Assert.Single(types.SubscribersOf("Rang")).Name);
        Assert.Empty(types.SubscribersOf("Nobody"));
    }

    [Fact]
    public void Two_events_of_one_name_are_refused_at_the_start() =>
        Assert.Throws<InvalidOperationException>(() => Types(s => s.AddSubscriber<Here.Rang, Listener>().AddSubscriber<There.Rang, Listener>()));

    [Fact]
    public void The_same_subscriber_twice_is_refused_at_the_start() =>
        Assert.Throws<InvalidOperationException>(() => Types(s => s.AddSubscriber<Here.Rang, Listener>().AddSubscriber<Here.Rang, Listener>()));

    private static EventTypes Types(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return new EventTypes(services.BuildServiceProvider().GetServices<SubscriberRegistration>());
    }

    private static class Here
    {
        internal sealed record Rang : IEvent;
    }

    private static class There
    {
        internal sealed record Rang : IEvent;
    }

    private sealed class Listener : ISubscriber<Here.Rang>, ISubscriber<There.Rang>
    {
        public Task HandleAsync(Here.Rang happened, Guid eventId, CancellationToken ct) => Task.CompletedTask;

        public Task HandleAsync(There.Rang happened, Guid eventId, CancellationToken ct) => Task.CompletedTask;
    }
}
