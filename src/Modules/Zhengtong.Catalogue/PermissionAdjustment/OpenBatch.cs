using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Opens the half-yearly window of a province or a city (每半年一批, 01.32: 000 §三(三)).</summary>
internal sealed class OpenBatch(Database db)
{
    private const int City = 4;
    private static readonly Problem Taken = Problem.Conflict("catalogue.batch-taken", "这个半年已经有一批权限调整，每半年一批。请在已有的批次里申请。");

    internal sealed class Command
    {
        public string? Name { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? To { get; set; }
    }

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager, RegionCode: { Length: <= City } region })
        {
            return Problem.Forbidden("catalogue.batch-by-city", "权限调整批次由省、市的事项管理人员开启。");
        }

        var problems = new List<Problem>();
        var name = (command.Name ?? "").Trim();
        if (name.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.batch-name", "请填写批次名称，不超过 100 个字，例如“2026年上半年第一批”。", "Name"));
        }

        if (command is not { From: { } from, To: { } to } || to < from || to.DayNumber - from.DayNumber > 184)
        {
            problems.Add(Problem.Invalid("catalogue.batch-window", "请填写申请的起止日期，截止不早于开始，总长不超过半年。", "To"));
            return Outcome<Guid>.Because(problems);
        }

        if (await db.Set<AdjustmentBatch>().AnyAsync(b => b.RegionCode == region && b.From <= to && b.To >= from, ct))
        {
            problems.Add(Problem.Invalid("catalogue.batch-overlap", "与本地区另一批次的申请时间重叠，请调整日期。", "From"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var batch = new AdjustmentBatch
        {
            Id = Guid.CreateVersion7(act.At), RegionCode = region, Name = name, From = from, To = to, Half = AdjustmentBatch.HalfOf(from), OpenedAt = act.At, OpenedByName = act.Actor.Name,
        };
        db.Add(batch);
        db.Record(batch, act, "batch-opened", new { name, from, to });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? batch.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
