using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Halls.Assist;

/// <summary>
/// Asks the helpers of a hall or town for help with an item that is on the list of assisted handling (帮办代办事项清单, 05.20), and takes the wish back. Nobody has to ask, and asking costs
/// nothing; one open request of a party about an item.
/// </summary>
internal sealed class AskAssistance(Database db, ICatalogue catalogue, TellAssistance tell, WorkingCalendars calendars, IOptions<HallSettings> settings)
{
    private const int MostHalls = 60;
    private const int CountyLength = 6;
    private const int TownLength = 9;
    private const int DaysAhead = 60;
    public static readonly Problem Unknown = Problem.NotFound("halls.assist-unknown", "没有找到这个帮办代办申请，请到“我的帮办代办”查看。");
    private static readonly Problem NotListed = Problem.NotFound("halls.assist-not-listed", "这个事项不在帮办代办事项清单里。可以预约到窗口办理，或在窗口请工作人员指导。");
    private static readonly Problem There = Problem.Conflict("halls.assist-there", "您已经为这个事项申请过帮办代办，请到“我的帮办代办”查看进度。");
    private static readonly Problem Over = Problem.Conflict("halls.assist-over", "这个申请已经结束，不用再撤回。");

    internal sealed class Command
    {
        public Guid? HallId { get; set; }

        public string? Name { get; set; }

        public string? Phone { get; set; }

        public DateOnly? On { get; set; }

        public HalfDay Half { get; set; } = HalfDay.Either;

        public string? Place { get; set; }

        public string? Note { get; set; }
    }

    /// <returns>null when there is no such item, or it is not on the list.</returns>
    public async Task<PublishedItem?> ListedAsync(string? code, CancellationToken ct) =>
        !string.IsNullOrEmpty(code) && await catalogue.FindAsync(code, ct) is { } item && item.Content.Tags.Contains(ItemTags.Assisted) ? item : null;

    /// <summary>The halls whose helpers may be asked: that of the item's region, those of the towns in its county, and those above; the nearest first.</summary>
    public async Task<IReadOnlyList<Hall>> HallsAsync(PublishedItem item, CancellationToken ct)
    {
        var region = item.RegionCode;
        var above = Region.PathOf(region);
        var halls = db.Set<Hall>().AsNoTracking().Where(h => h.Open);
        halls = region.Length < CountyLength
            ? halls.Where(h => above.Contains(h.RegionCode))
            : halls.Where(h => above.Contains(h.RegionCode) || (h.RegionCode.StartsWith(region) && h.RegionCode.Length <= TownLength));
        var read = await halls.OrderBy(h => h.RegionCode).ThenBy(h => h.Name).Take(MostHalls).ToListAsync(ct);
        return [.. read.OrderBy(h => h.RegionCode.Length < region.Length ? 1 : 0).ThenBy(h => h.RegionCode, StringComparer.Ordinal)];
    }

    public async Task<Outcome<Guid>> HandleAsync(string? itemCode, Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant)
        {
            return Problem.Forbidden("halls.applicants-only", "帮办代办由办事人本人登录后申请；窗口来的群众请当面帮办。");
        }

        if (await ListedAsync(itemCode, ct) is not { } item)
        {
            return NotListed;
        }

        var hall = (await HallsAsync(item, ct)).FirstOrDefault(h => h.Id == command.HallId);
        var today = LegalDay.Of(act.At);
        var problems = Refusals(command, hall, today).ToList();
        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var (party, most) = (act.Party, settings.Value.MostAssists);
        if (await db.Set<AssistRequest>().CountAsync(r => r.PartyId == party.Id && r.EndedAt == null, ct) >= most)
        {
            return Problem.Conflict("halls.assist-many", $"您已有 {most} 个帮办代办申请还没有办完，请先办完或撤回不需要的。");
        }

        var request = new AssistRequest
        {
            Id = act.NewId(),
            PartyId = party.Id,
            PartyName = party.Name,
            PartyKind = party.Kind,
            ItemCode = item.Code,
            ItemName = item.Name,
            HallId = hall!.Id,
            HallName = hall.Name,
            RegionCode = hall.RegionCode,
            Name = command.Name!.Trim(),
            Phone = MobileNumber.Parse(command.Phone).Value.Text,
            PreferredOn = command.On!.Value,
            PreferredHalf = command.Half,
            Place = (command.Place ?? "").Trim(),
            Note = (command.Note ?? "").Trim(),
            AskedAt = act.At,
            AnswerBy = (await calendars.CurrentAsync(ct)).AddWorkingDays(today, settings.Value.AssistAnswerDays),
        };
        db.Add(request);
        db.Record(request, act, "assist-asked", new { request.ItemCode, hall = hall.Name, on = request.PreferredOn, half = request.PreferredHalf.Name() });
        await tell.AskedAsync(request, ct);
        var saved = await db.SaveAsync(ct, There);
        return saved.Ok ? request.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> WithdrawAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await db.Set<AssistRequest>().SingleOrDefaultAsync(r => r.Id == id && r.PartyId == act.Party.Id, ct) is not { } request)
        {
            return Unknown;
        }

        if (request.EndedAt is not null)
        {
            return Over;
        }

        request.Withdraw(act.At);
        db.Record(request, act, "assist-withdrawn");
        tell.Withdrawn(request);
        return await db.SaveAsync(ct, Problem.Conflict("halls.assist-meanwhile", "工作人员刚刚处理了这个申请，请刷新页面查看。"));
    }

    private static IEnumerable<Problem> Refusals(Command command, Hall? hall, DateOnly today)
    {
        if (hall is null)
        {
            yield return Problem.Invalid("halls.assist-hall", "请选择由哪个大厅或便民服务中心帮办。", nameof(command.HallId));
        }

        if ((command.Name ?? "").Trim().Length is 0 or > 50)
        {
            yield return Problem.Invalid("halls.assist-name", "请填写联系人的姓名，不超过 50 个字。", nameof(command.Name));
        }

        foreach (var wrong in MobileNumber.Parse(command.Phone, nameof(command.Phone)).Problems)
        {
            yield return wrong;
        }

        if (command.On is not { } on || on < today || on > today.AddDays(DaysAhead))
        {
            yield return Problem.Invalid("halls.assist-day", $"请选择希望的日期，今天起 {DaysAhead} 天以内。", nameof(command.On));
        }

        if (!Enum.IsDefined(command.Half))
        {
            yield return Problem.Invalid("halls.assist-half", "请选择上午、下午或都可以。", nameof(command.Half));
        }

        if ((command.Place ?? "").Trim().Length > 200)
        {
            yield return Problem.Invalid("halls.assist-place", "见面的地点不超过 200 个字。", nameof(command.Place));
        }

        if ((command.Note ?? "").Trim().Length > 500)
        {
            yield return Problem.Invalid("halls.assist-note", "需要的帮助不超过 500 个字。", nameof(command.Note));
        }
    }
}
