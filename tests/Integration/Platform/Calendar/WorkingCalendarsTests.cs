using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Calendar;

[Requirement("03.19")]
public sealed class WorkingCalendarsTests
{
    private const string Year2027 = "date,name,isOffDay,year,source_paper\n2027-01-01,元旦,true,2027,n\n2027-05-01,劳动节,true,2027,n\n"
        + "2027-10-01,国庆节,true,2027,n\n2027-10-02,国庆节,true,2027,n\n2027-10-03,国庆节,true,2027,n\n";

    [Theory, EachDatabase]
    public async Task A_year_is_loaded_and_loaded_again_amended(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var calendars = host.Services.GetRequiredService<WorkingCalendars>();
        var ct = TestContext.Current.CancellationToken;
        Assert.True((await calendars.CurrentAsync(ct)).IsProvisional(new DateOnly(2027, 5, 1)));

        var first = await ImportAsync(host, calendars, Year2027 + "2027-10-09,国庆节,false,2027,n\n");
        var amended = await ImportAsync(host, calendars, Year2027 + "2027-10-04,国庆节,true,2027,n\n");

        Assert.True(first.IsWorkingDay(new DateOnly(2027, 10, 9)) && first.IsWorkingDay(new DateOnly(2027, 10, 4)));
        Assert.False(amended.IsWorkingDay(new DateOnly(2027, 10, 9)) || amended.IsWorkingDay(new DateOnly(2027, 10, 4)));
        Assert.False(amended.IsProvisional(new DateOnly(2027, 5, 1)));
        Assert.Equal(amended.Version, (await calendars.ReloadAsync(ct)).Version);
        Assert.Same(await calendars.CurrentAsync(ct), await calendars.CurrentAsync(ct));
    }

    [Theory, EachDatabase]
    public async Task A_wrong_row_imports_nothing(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var calendars = host.Services.GetRequiredService<WorkingCalendars>();
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(Year2027 + "2027-02-30,春节,true,2027,n\n"));

        var outcome = await calendars.ImportAsync(csv, Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime), TestContext.Current.CancellationToken);

        Assert.Equal("platform.calendar-row", Assert.Single(outcome.Problems).Code);
        Assert.Empty((await calendars.ReloadAsync(TestContext.Current.CancellationToken)).CoveredYears);
    }

    private static async Task<WorkingCalendar> ImportAsync(TestHost host, WorkingCalendars calendars, string text)
    {
        using var csv = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return (await calendars.ImportAsync(csv, Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime), TestContext.Current.CancellationToken)).Value;
    }
}
