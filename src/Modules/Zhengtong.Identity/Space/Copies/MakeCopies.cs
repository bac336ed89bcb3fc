using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Copies;

/// <summary>
/// Makes the copies that were asked for and erases those whose time is over. A copy is offered by the save that names its whole file: a node that dies before leaves nothing but an unreadable
/// remainder, and the next run makes it again. What goes wrong with one keeps no other waiting, and is tried again later.
/// </summary>
internal sealed partial class MakeCopies(IServiceScopeFactory scopes, IFileStore store, IOptions<SpaceSettings> settings, TimeProvider clock, ILogger<MakeCopies> log) : IRecurringJob
{
    private const int AtOnce = 20;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    public string Name => "identity.space-copies";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    private DateTime Now => Act.Micro(clock.GetUtcNow().UtcDateTime);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var id in await DueAsync((copies, now) => copies.Where(c => (c.ErasedAt == null && c.ExpiresAt <= now) || (c.ErasedAt != null && c.FileKey != "")).OrderBy(c => c.Id), ct))
        {
            await EraseAsync(id, ct);
        }

        foreach (var id in await DueAsync((copies, now) => copies.Where(c => c.MadeAt == null && c.ErasedAt == null && c.NotBefore <= now).OrderBy(c => c.NotBefore), ct))
        {
            try
            {
                await MakeAsync(id, ct);
            }
#pragma warning disable CA1031 // Whatever a source throws concerns this copy only: it is logged and tried again later.
            catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(log, e, id);
                await PutOffAsync(id, ct);
            }
        }
    }

    private async Task<List<Guid>> DueAsync(Func<IQueryable<SpaceCopy>, DateTime, IQueryable<SpaceCopy>> which, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var copies = scope.ServiceProvider.GetRequiredService<Database>().Set<SpaceCopy>();
        return await which(copies, Now).Select(c => c.Id).Take(AtOnce).ToListAsync(ct);
    }

    private async Task EraseAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        if (await db.Set<SpaceCopy>().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } copy)
        {
            return;
        }

        if (copy.ErasedAt is null)
        {
            copy.Erase(Now);
            if (!(await db.SaveAsync(ct)).Ok)
            {
                return;
            }
        }

        // Somebody else's change is met with the next run.
        await db.DropFileAsync(store, copy, ct);
    }

    private async Task MakeAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (services, now) = (scope.ServiceProvider, Now);
        var db = services.GetRequiredService<Database>();
        if (await db.Set<SpaceCopy>().SingleOrDefaultAsync(c => c.Id == id && c.MadeAt == null && c.ErasedAt == null, ct) is not { } copy
            || await services.GetRequiredService<IParties>().FindAsync(copy.PartyId, ct) is not { } profile)
        {
            return;
        }

        var write = services.GetRequiredService<WriteCopy>();
        var parts = copy.Parts = write.Sources.Count;
        var written = await write.HandleAsync(new Party(copy.PartyId, profile.Name, copy.PartyKind), now, done => ProgressAsync(id, done, parts, ct), ct);
        if (!written.TryGet(out var made))
        {
            throw new InvalidOperationException(written.Problems[0].Message);
        }

        var expires = now.AddDays(settings.Value.CopyDays);
        copy.Made(made.FileKey, services.GetRequiredService<PersonalData>().Hide(Convert.ToBase64String(made.Secret)), made.Size, expires, now);
        services.GetRequiredService<IMessages>().Send(db, new NewMessage(
            copy.AskedById,
            copy.PartyKind == PartyKind.Company ? "单位信息副本已经做好" : "个人信息副本已经做好",
            $"您申请的{(copy.PartyKind == PartyKind.Company ? $"“{profile.Name}”的" : "")}信息副本已经做好，请在 {LegalDay.Moment(expires)} 前下载，过期后自动删除。不是您本人申请的，请立即修改密码。",
            $"{copy.Id}:made",
            CopyPageModel.Path));
        if (!(await db.SaveAsync(ct)).Ok)
        {
            // Done away with meanwhile, or the account was closed: nobody has its key.
            await store.DeleteAsync(made.FileKey, ct);
        }
    }

    /// <summary>For the page that shows it; in a scope of its own, beside what the copy reads.</summary>
    private async Task ProgressAsync(Guid id, int done, int parts, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        await db.UpdateAsync(db.Set<SpaceCopy>().Where(c => c.Id == id), s => s.SetProperty(c => c.PartsDone, done).SetProperty(c => c.Parts, parts), ct);
    }

    /// <summary>After a minute, two, four ..., six hours at most.</summary>
    private async Task PutOffAsync(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        if (await db.Set<SpaceCopy>().SingleOrDefaultAsync(c => c.Id == id, ct) is { } copy)
        {
            var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(copy.Failures, 10)));
            (copy.Failures, copy.NotBefore) = (copy.Failures + 1, Now + (wait < LongestWait ? wait : LongestWait));
            await db.SaveAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Error, "Copy {Copy} could not be made")]
    private static partial void Failed(ILogger log, Exception e, Guid copy);
}
