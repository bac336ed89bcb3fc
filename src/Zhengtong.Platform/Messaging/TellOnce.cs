using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Messaging;

/// <summary>For reminders, which come by again and again.</summary>
public static class TellOnce
{
    /// <summary>Sends one message in a save of its own and forgets what the database tracked. Told already: the key is taken, and that is all.</summary>
    public static async Task TellOnceAsync(this IMessages messages, Database db, NewMessage message, CancellationToken ct)
    {
        messages.Send(db, message);
        await db.SaveAsync(ct);
        db.ChangeTracker.Clear();
    }
}
