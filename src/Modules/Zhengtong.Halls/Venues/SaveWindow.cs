using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Venues;

/// <summary>Adds or changes a kind of window of a hall: whose items it takes and how many places a half hour has. Fewer places end no booking; they only stop new ones.</summary>
internal sealed class SaveWindow(Database db, IOrganisations organisations)
{
    public const int MostPlaces = 200;

    private static readonly Problem Taken = Problem.Conflict("halls.window-taken", "这个大厅已有同名的窗口类别，请换一个名称。");
    private static readonly Problem Unknown = Problem.NotFound("halls.window-unknown", "没有找到这类窗口，请返回大厅页面查看。");

    internal sealed class Command
    {
        public string? Name { get; set; }

        /// <summary>null: every item of the region.</summary>
        public Guid? OrganisationId { get; set; }

        public int? Capacity { get; set; }

        public bool Open { get; set; } = true;
    }

    public async Task<Outcome> HandleAsync(Guid hallId, Guid? id, Command command, Act act, CancellationToken ct)
    {
        var region = act.Actor.Post!.RegionCode;
        if (await db.HallsOf(act.Actor.Post!).SingleOrDefaultAsync(h => h.Id == hallId, ct) is not { } hall)
        {
            return SaveHall.Unknown;
        }

        var name = (command.Name ?? "").Trim();
        if (name.Length is 0 or > 40)
        {
            return Problem.Invalid("halls.window-name", "请填写窗口类别名称，不超过 40 个字，例如“综合受理窗口”。", "Name");
        }

        if (command.Capacity is not (>= 1 and <= MostPlaces and var capacity))
        {
            return Problem.Invalid("halls.capacity", $"请填写每半小时可预约的人数，1 到 {MostPlaces}。", "Capacity");
        }

        var organisation = command.OrganisationId is { } wanted ? await organisations.FindAsync(wanted, ct) : null;
        if (command.OrganisationId is not null && organisation?.RegionCode.StartsWith(region, StringComparison.Ordinal) != true)
        {
            return Problem.Invalid("halls.window-organisation", "请选择本地区的部门，或选择“全部事项”。", "OrganisationId");
        }

        var window = id is null ? null : await db.Set<WindowKind>().SingleOrDefaultAsync(w => w.Id == id && w.HallId == hallId, ct);
        if (id is not null && window is null)
        {
            return Unknown;
        }

        if (window is null)
        {
            window = new WindowKind { Id = Guid.CreateVersion7(act.At), HallId = hallId, Name = name, Capacity = capacity, Open = command.Open };
            db.Add(window);
        }

        (window.Name, window.Capacity, window.Open, window.OrganisationId, window.OrganisationName) = (name, capacity, command.Open, organisation?.Id, organisation?.Name ?? "");
        window.Revision++;
        db.Record(hall, act, id is null ? "window-added" : "window-changed", new { window.Id, window.Name, window.Capacity, window.Open, window.OrganisationName });
        return await db.SaveAsync(ct, Taken);
    }
}
