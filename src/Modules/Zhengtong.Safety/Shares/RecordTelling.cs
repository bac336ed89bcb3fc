using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Shares;

/// <summary>Writes down that data were given under a share (18.13); only on a day on which it may run.</summary>
internal sealed class RecordTelling(Database db)
{
    private const int Most = 100_000_000;

    internal sealed class Command
    {
        public DateOnly? Day { get; set; }

        public string? What { get; set; }

        public string? Entries { get; set; }

        public string? People { get; set; }
    }

    public async Task<Outcome<Guid>> HandleAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        if (await db.SharesOf(act.Actor).AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } share)
        {
            return ShareScope.Unknown;
        }

        var form = new TypedForm();
        var day = command.Day ?? default;
        if (command.Day is null || day > LegalDay.Of(act.At))
        {
            form.Wrong("safety.telling-day", "请填写提供的日期，不能晚于今天。", nameof(Command.Day));
        }
        else if (!ShareRule.MayRun(share, day))
        {
            form.Wrong("safety.telling-not-reviewed", "这一天不在审查通过的期限内，不能提供数据。已经提供了的，请报告安全事件。", nameof(Command.Day));
        }

        var told = new ShareTelling
        {
            Id = act.NewId(), ShareId = id, Day = day, Counted = false, ByName = act.Actor.Name, At = act.At,
            What = form.Text(command.What, nameof(Command.What), "提供的内容", SafetyModel.Line),
            Entries = form.Number(command.Entries, nameof(Command.Entries), "条数", 1, Most),
            People = form.Number(command.People, nameof(Command.People), "涉及人数，没有的填 0", 0, Most),
        };
        return !form.Ok ? Outcome<Guid>.Because(form.Problems) : await db.OnceAsync<ShareTelling>(act, async () =>
        {
            db.Add(told);
            var saved = await db.SaveAsync(ct);
            return saved.Ok ? told.Id : Outcome<Guid>.Because(saved.Problems);
        }, ct);
    }
}
