using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Zhengtong.Halls.Facilities;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Demo;

/// <summary>Makes the halls of the demo: invented, marked （演示）. A region that has a hall keeps what it has; without the demo nothing is made.</summary>
internal sealed class SeedDemoHalls(Database db, IOrganisations organisations, IConfiguration configuration, TimeProvider clock)
{
    private const string Town = DemoPeople.Region + "001";
    private const string Invented = "这是演示用的大厅，地址和电话均为虚构，请勿前往。";
    private const string Weekday = "09:00-12:00 13:30-17:00";

    public async Task<Outcome> RunAsync(CancellationToken ct)
    {
        if (!configuration.GetValue("Demo:Enabled", false) || await db.Set<Hall>().AnyAsync(h => h.RegionCode.StartsWith(DemoPeople.Region), ct))
        {
            return Outcome.Done();
        }

        // A moment apart, since halls are shown in the order in which they were registered.
        var first = Act.BySystem("演示数据", clock.GetUtcNow().UtcDateTime);
        var (second, third) = (first with { At = first.At.AddMilliseconds(1) }, first with { At = first.At.AddMilliseconds(2) });
        var offices = await organisations.InRegionAsync(DemoPeople.Region, ct);
        var market = offices.FirstOrDefault(o => o.Name == DemoPeople.MarketOffice);
        var centre = Add(first, DemoPeople.Region, "广安区政务服务中心（演示）", "广安区演示大道1号（虚构）", saturday: true, ("综合受理窗口", null, 3), ("市场监管窗口", market, 2));
        Add(second, DemoPeople.Region, "广安区政务服务中心城南分中心（演示）", "广安区演示南路2号（虚构）", saturday: false, ("综合受理窗口", null, 2));
        Add(third, Town, "演示街道便民服务中心（演示）", "广安区演示街道3号（虚构）", saturday: false, ("便民服务窗口", null, 1));
        AddFacilities(centre, first);
        return await db.SaveAsync(ct);
    }

    /// <summary>The lift of the centre is being repaired; its branch is as the demo leaves it: nobody has looked.</summary>
    private void AddFacilities(Hall hall, Act act)
    {
        var today = LegalDay.Of(act.At);
        (FacilityKind Kind, int Number, string Place, bool Out)[] all =
        [
            (FacilityKind.Access, 2, "正门和西门", false), (FacilityKind.Toilet, 1, "一楼东侧", false), (FacilityKind.Parking, 4, "正门前停车场", false),
            (FacilityKind.Lift, 1, "一楼大厅中部", true), (FacilityKind.NursingRoom, 1, "二楼南侧", false), (FacilityKind.Wheelchair, 3, "一楼服务台", false),
            (FacilityKind.ReadingGlasses, 12, "各窗口", false), (FacilityKind.MedicineBox, 2, "一楼服务台", false),
        ];
        foreach (var (kind, number, place, isOut) in all)
        {
            var facts = new FacilityFacts(kind, number, place, isOut ? today.AddDays(-1) : null, isOut ? today.AddDays(7) : null);
            var facility = new Facility { Id = Guid.CreateVersion7(act.At), HallId = hall.Id, Kind = kind };
            facility.State(facts, today, act);
            db.Add(facility);
            db.Record(hall, act, KeepFacilities.Stated, facts);
        }
    }

    private Hall Add(Act act, string region, string name, string address, bool saturday, params (string Name, OrganisationInfo? Of, int Capacity)[] windows)
    {
        var hours = OpeningHours.Parse([Weekday, Weekday, Weekday, Weekday, Weekday, saturday ? "09:00-12:00" : null, null], "").Value;
        var hall = Hall.Found(new HallFacts(region, name, "", address, "0826-0000000（虚构）", Invented, hours, [], true), act);
        db.Add(hall);
        db.Record(hall, act, "hall-added", new { hall.Name });
        foreach (var (title, of, capacity) in windows)
        {
            db.Add(new WindowKind
            {
                Id = Guid.CreateVersion7(act.At),
                HallId = hall.Id,
                Name = title,
                OrganisationId = of?.Id,
                OrganisationName = of?.Name ?? "",
                Capacity = capacity,
                Open = true,
            });
        }

        return hall;
    }
}

/// <summary>With the demo switched on its halls are there from the first start, after its people: modules start in the order of the walls.</summary>
internal sealed class DemoHallsStart(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemoHalls>().RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
