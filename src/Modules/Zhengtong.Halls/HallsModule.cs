using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Contracts;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Assist;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Demo;
using Zhengtong.Halls.Desk;
using Zhengtong.Halls.Facilities;
using Zhengtong.Halls.Mapping;
using Zhengtong.Halls.Space;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Halls;

/// <summary>Venues (政务服务大厅), their windows and accessible facilities, booking a visit (网上预约), and asking its helpers for help (帮办代办).</summary>
public sealed class HallsModule : IModule
{
    /// <summary>The function of helping.</summary>
    internal const string Assistance = "halls.assistance";

    public string Name => "halls";

    public IEnumerable<MenuEntry> Menu =>
    [
        new("portal", "预约办事", "/book", 45),
        new("my", "我的预约", "/my/bookings", 15) { ForDelegates = true },
        new("my", "我的帮办代办", "/my/assistance", 16),
        new("desk", "帮办代办", "/desk/assistance", 13, Roles.WindowClerk),
        new("desk", "今日预约", "/desk/bookings", 12, Roles.WindowClerk),
        new("office", "政务大厅", "/office/halls", 915, Roles.Administrator) { Group = MenuGroups.System },
        new("office", "无障碍设施检查", FacilityGapsPageModel.Path, 916, Roles.Supervisor, Roles.Administrator) { Group = MenuGroups.System },
    ];

    public IEnumerable<StaffFunction> Functions =>
    [
        new("halls.bookings", "今日预约", [Roles.WindowClerk], ["/desk/bookings"]),
        new(Assistance, "帮办代办", [Roles.WindowClerk], ["/desk/assistance"]),
        new("halls.halls", "政务大厅", [Roles.Administrator], ["/office/halls"]),
        new("halls.facilities", "无障碍设施检查", [Roles.Supervisor, Roles.Administrator], [FacilityGapsPageModel.Path]),
    ];

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HallSettings>().BindConfiguration("Halls");
        services.AddScoped<IRehomes, RehomeWindows>().AddScoped<IOpenWork, AcceptedAssists>().AddScoped<IHelpers, Helpers>();
        services.AddScoped<SaveHall>().AddScoped<SaveWindow>().AddScoped<VenueList>();
        services.AddScoped<KeepFacilities>().AddScoped<FacilityGaps>();
        services.AddScoped<Places>().AddScoped<Standing>().AddScoped<BookVisit>().AddScoped<ChangeBooking>().AddScoped<CancelBooking>();
        services.AddScoped<DayList>().AddScoped<RecordArrival>();
        services.AddScoped<AskAssistance>().AddScoped<AnswerAssistance>().AddScoped<TellAssistance>().AddScoped<AssistLists>();
        services.AddScoped<IWaitingTasks, WaitingVisits>();
        services.AddScoped<ISpaceSource, BookingsSource>().AddScoped<ISpaceSource, AssistsSource>();
        services.AddScoped<SeedDemoHalls>();
        services.AddHostedService<DemoHallsStart>();
        services.AddRecurringJob<RemindVisitors>();
        services.AddRecurringJob<CloseDays>();
        services.AddRecurringJob<RemindFacilities>();
    }

    public void MapModel(ModelBuilder model) => HallsModel.Map(model);

    public void MapEndpoints(IEndpointRouteBuilder routes) => FacilityGapsExport.Map(routes);
}
