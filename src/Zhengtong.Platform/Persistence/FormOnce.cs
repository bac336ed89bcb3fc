using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Persistence;

/// <summary>
/// A form that makes something makes it once, however often it is sent (a double click, a reload, a second try after a lost answer). The key that the page gave it becomes the id of what is made
/// (<see cref="Act.NewId"/>), so the primary key refuses the second; who sent it is led to what the first made.
/// </summary>
public static class FormOnce
{
    public static Task<Outcome<Guid>> OnceAsync<TRow>(this Database db, Act act, Func<Task<Outcome<Guid>>> make, CancellationToken ct)
        where TRow : class => db.OnceAsync<TRow, Guid>(act, make, Task.FromResult, ct);

    /// <param name="again">The answer to a send after the first, from the id of what that made.</param>
    public static async Task<Outcome<T>> OnceAsync<TRow, T>(this Database db, Act act, Func<Task<Outcome<T>>> make, Func<Guid, Task<T>> again, CancellationToken ct)
        where TRow : class
    {
        if (act.Once is not { } key)
        {
            return await make();
        }

        if (await MadeAsync())
        {
            return await again(key);
        }

        // Refused by the key itself, or by what the first made meanwhile.
        var made = await make();
        return made.Ok || !await MadeAsync() ? made : await again(key);

        Task<bool> MadeAsync() => db.Set<TRow>().AsNoTracking().AnyAsync(row => EF.Property<Guid>(row, "Id") == key, ct);
    }
}
