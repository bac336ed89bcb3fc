using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>Tells the managers who may answer, those of the region or of the nearest above it, that a mass change waits, and who asked what became of it.</summary>
internal sealed class TellMassChange(Database db, IMessages messages, NearestManagers managers)
{
    public async Task AskedAsync(MassChange change, CancellationToken ct)
    {
        foreach (var staff in await managers.OfAsync(change.RegionCode, [change.AskedById], ct))
        {
            Send(db, change, "asked", staff, "批量变更待批准", $"{change.AskedByName}提交了“{change.FileName}”（{MassChangeWords.Of(change.Kind)}，{MassChangeWords.Counts(change)}），请核对后批准或退回。");
        }
    }

    public void Answered(MassChange change) => Send(
        db,
        change,
        "answered",
        change.AskedById,
        change.Status == MassChangeStatus.Rejected ? "批量变更被退回" : "批量变更已批准",
        change.Status == MassChangeStatus.Rejected
            ? $"“{change.FileName}”被{change.AnsweredByName}退回。原因：{change.RejectReason}"
            : $"“{change.FileName}”已由{change.AnsweredByName}批准，正在执行。");

    /// <summary>Who asked hears how it ended; who approved, when nothing came of it.</summary>
    /// <param name="inner">The unit of work that ends it.</param>
    public void Ended(Database inner, MassChange change)
    {
        Ended(inner, change, change.AskedById);
        if (change.Failure.Length > 0)
        {
            Ended(inner, change, change.AnsweredById!.Value);
        }
    }

    private void Ended(Database inner, MassChange change, Guid staff) => Send(
        inner,
        change,
        "ended",
        staff,
        change.Failure.Length > 0 ? "批量变更没有执行" : "批量变更已完成",
        change.Failure.Length > 0 ? $"“{change.FileName}”没有写入任何数据。{change.Failure}" : $"“{change.FileName}”已全部写入：{MassChangeWords.Counts(change)}。");

    private void Send(Database inner, MassChange change, string step, Guid staff, string title, string body) =>
        messages.Send(inner, new NewMessage(staff, title, body, $"mass-{step}:{change.Id:N}:{staff:N}", MassChangeWords.Address(change)));
}
