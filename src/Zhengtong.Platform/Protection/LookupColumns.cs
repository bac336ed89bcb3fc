using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Zhengtong.Platform.Protection;

/// <summary>Says in the mapping which columns hold hashes of <see cref="Lookups"/>, and finds them again when the key is exchanged.</summary>
public static class LookupColumns
{
    private const string Mark = "Zhengtong:Lookup";

    public static PropertyBuilder<T> IsLookup<T>(this PropertyBuilder<T> property)
    {
        property.HasMaxLength(Lookups.Length).Metadata.IsLookup();
        return property;
    }

    public static void IsLookup(this IMutableProperty property) => property.SetAnnotation(Mark, true);

    public static bool HoldsLookup(this IReadOnlyProperty property) => property.FindAnnotation(Mark) is not null;
}

/// <summary>Something in a row that was made from its lookup, such as a seal over it, and has to follow when the key is exchanged.</summary>
public interface IFollowsLookup
{
    /// <summary>Of the rows. Their key is an id.</summary>
    string Table { get; }

    /// <summary>In the transaction that exchanges the lookups of these rows, before it does.</summary>
    /// <param name="former">What the rows were hashed with.</param>
    /// <param name="next">What they will be; its <see cref="Lookups.Renew"/> says what becomes of a lookup.</param>
    Task FollowAsync(Persistence.Database db, IReadOnlyList<Guid> ids, Lookups former, Lookups next, CancellationToken ct);
}
