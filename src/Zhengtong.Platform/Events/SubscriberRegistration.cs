using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Zhengtong.Platform.Events;

/// <summary>That a subscriber wants an event. Its name stands in the receipts: renaming the class delivers open events anew.</summary>
public sealed record SubscriberRegistration(
    Type EventType,
    Type SubscriberType,
    Func<IServiceProvider, IEvent, Guid, CancellationToken, Task> HandleAsync)
{
    private const string Product = "Zhengtong.";

    /// <summary><c>Cases.SendNotice</c>: the assembly without the product's name, then the class.</summary>
    public string Name { get; } = $"{Module(SubscriberType)}.{SubscriberType.Name}";

    private static string Module(Type type)
    {
        var assembly = type.Assembly.GetName().Name!;
        return assembly.StartsWith(Product, StringComparison.Ordinal) ? assembly[Product.Length..] : assembly;
    }
}

public static class SubscriberServices
{
    public static IServiceCollection AddSubscriber<TEvent, TSubscriber>(this IServiceCollection services)
        where TEvent : IEvent
        where TSubscriber : class, ISubscriber<TEvent>
    {
        services.TryAddScoped<TSubscriber>();
        return services.AddSingleton(new SubscriberRegistration(
            typeof(TEvent),
            typeof(TSubscriber),
            (sp, happened, id, ct) => sp.GetRequiredService<TSubscriber>().HandleAsync((TEvent)happened, id, ct)));
    }
}
