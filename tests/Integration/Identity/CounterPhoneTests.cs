using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Recovering;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>A lost phone is replaced at the counter at once, seen by its owner (08.01, 08.13).</summary>
public sealed class CounterPhoneTests
{
    private const string Page = CounterPhonePageModel.Path;
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.13", "18.07")]
    public async Task A_clerk_who_sees_person_and_document_replaces_the_phone_at_once_and_the_old_one_is_told(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (me, clerk, mine) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("clerk1"), await host.BrowserAsync("zhangsan"));
        Assert.Contains("核对一致后勾选", await SayAsync(clerk, "张三（演示）", "13900001111", seen: false), StringComparison.Ordinal);
        Assert.Contains("没有找到这个证件号码和姓名的登记", await SayAsync(clerk, "张叁（演示）", "13900001111"), StringComparison.Ordinal);
        Assert.Contains("请输入 11 位手机号码", await SayAsync(clerk, "张三（演示）", "139"), StringComparison.Ordinal);
        Assert.Contains("已被其他账号使用", await SayAsync(clerk, "张三（演示）", "19900000002"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await mine.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);

        // What somebody asked for online ends with it, and so do all sessions.
        await WaitAsync(host, me);
        Assert.Equal(Page + "?done=true", (await clerk.SubmitAsync(Page, Fields("张三（演示）", "13900001111"))).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await mine.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(RecoveryEnding.Stopped, await host.InDatabaseAsync(db => db.Set<PhoneRecovery>().Select(r => r.Ending).SingleAsync(Ct)));
        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == me, Ct));
        var account = await host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.PersonId == me, Ct));
        Assert.Equal((person.PhoneLookup, true), (account.PhoneLookup!, account.PhoneLookup!.Length > 0));
        var texts = await host.InDatabaseAsync(db => db.Set<MessageDispatch>().AsNoTracking().Where(d => d.Channel == Channel.Sms).ToListAsync(Ct));
        Assert.Equal(["13900001111", "19900000001"], texts.Select(d => d.Address).Order(StringComparer.Ordinal));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct));
        Assert.Equal(("phone-changed-at-counter", "窗口甲（演示）"), (trace[^1].What, trace[^1].ActorName));
        Assert.DoesNotContain("13900001111", trace[^1].Data, StringComparison.Ordinal);
        Assert.Null(Trace.Check(person, trace));
        Assert.Contains((await host.ProofsAsync(me)), p => p is { Kind: ProofKind.Counter, Source: DemoPeople.ApprovalOffice });

        // Nobody but a window may.
        Assert.Equal(HttpStatusCode.Forbidden, (await (await host.BrowserAsync("reviewer1")).GetAsync(new Uri(Page, UriKind.Relative), Ct)).StatusCode);
    }

    private static Task<int> WaitAsync(TestHost host, Guid person) => host.InDatabaseAsync(async db =>
    {
        var now = Act.Micro(host.Clock.GetUtcNow().UtcDateTime);
        db.Add(new PhoneRecovery
        {
            Id = Guid.CreateVersion7(now), PersonId = person, PhoneHidden = "", PhoneLookup = "x", PhoneMasked = "139****0000", AskedAt = now, RipeAt = now.AddHours(72), StopHash = "x",
        });
        return await db.SaveChangesAsync(Ct);
    });

    private static Dictionary<string, string> Fields(string name, string phone) => new()
    {
        ["Input.IdKind"] = DocumentKinds.ResidentCard, ["Input.IdNumber"] = Zhang, ["Input.Name"] = name, ["Input.Phone"] = phone, ["Input.Seen"] = "true",
    };

    private static async Task<string> SayAsync(HttpClient clerk, string name, string phone, bool seen = true)
    {
        var fields = Fields(name, phone);
        fields["Input.Seen"] = seen ? "true" : "false";
        var answer = await clerk.SubmitAsync(Page, fields);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
