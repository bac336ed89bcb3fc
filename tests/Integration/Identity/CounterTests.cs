using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Demo;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>窗口核验: the way that is open to everybody (08.13).</summary>
public sealed class CounterTests
{
    private static readonly string Zhang = SeedDemoPeople.IdNumberOf(DemoPeople.Applicants[0]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.04", "08.13")]
    public async Task A_clerk_who_sees_person_and_document_proves_registers_and_corrects(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.UnproveAsync("zhangsan");
        var (me, clerk, mine) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("clerk1"), await host.BrowserAsync("zhangsan"));
        Assert.Contains("尚未实名认证", await ProfileAsync(mine), StringComparison.Ordinal);
        Assert.Contains("核对一致后勾选", await RefusedAsync(clerk, "张三（演示）", Zhang, seen: false), StringComparison.Ordinal);
        Assert.Empty(await host.ProofsAsync(me));

        await DoneAsync(clerk, "张三（演示）", Zhang);
        var proof = Assert.Single(await host.ProofsAsync(me));
        Assert.Equal((ProofKind.Counter, AssuranceLevel.Checked, DemoPeople.ApprovalOffice), (proof.Kind, proof.Level, proof.Source));
        Assert.Contains("窗口核对本人和证件", await ProfileAsync(mine), StringComparison.Ordinal);

        // Another name than is registered: only with a reason, and the person is told on his phone too.
        Assert.Contains("写明更正原因", await RefusedAsync(clerk, "张叁（演示）", Zhang), StringComparison.Ordinal);
        await DoneAsync(clerk, "张叁（演示）", Zhang, new() { ["Input.Correction"] = "登记时录错" });
        var person = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == me, Ct));
        Assert.Equal("张叁（演示）", person.Name);
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(me, Ct));
        Assert.Equal(("checked-and-renamed-at-counter", "登记时录错"), (trace[^1].What, trace[^1].Reason));
        Assert.Null(Trace.Check(person, trace));
        Assert.Contains(
            await host.InDatabaseAsync(db => db.Set<MessageDispatch>().AsNoTracking().ToListAsync(Ct)), d => d.Address == "19900000001" && d.Body.Contains("更正了您登记的姓名", StringComparison.Ordinal));

        // Who is not known yet is registered with his phone; a Hong Kong resident by his permit, whose renewal is the same person.
        Assert.Contains("请输入 11 位手机号码", await RefusedAsync(clerk, "陳大文", "H1234567801", kind: DocumentKinds.HongKongMacaoPermit), StringComparison.Ordinal);
        await DoneAsync(clerk, "陳大文", "H1234567801", new() { ["Input.Phone"] = "13911112222" }, DocumentKinds.HongKongMacaoPermit);
        await DoneAsync(clerk, "陳大文", "H1234567802", [], DocumentKinds.HongKongMacaoPermit);
        var permit = await host.InDatabaseAsync(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Name == "陳大文", Ct));
        Assert.Equal([ProofKind.Counter, ProofKind.Counter], (await host.ProofsAsync(permit.Id)).Select(p => p.Kind));
    }

    /// <summary>A citizen number is found whichever of the two documents that bear it is shown.</summary>
    [Theory, EachDatabase]
    [Requirement("08.04")]
    public async Task One_citizen_number_is_one_person(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var clerk = await host.BrowserAsync("clerk1");
        var number = "81000019900101001" + CheckCharacter.Mod11Minus2("81000019900101001");
        await DoneAsync(clerk, "陳小明", number, new() { ["Input.Phone"] = "13911112222" }, DocumentKinds.ResidencePermit);
        await DoneAsync(clerk, "陳小明", number, [], DocumentKinds.ResidentCard);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Person>().CountAsync(p => p.Name == "陳小明", Ct)));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient clerk, string name, string number, Dictionary<string, string> more, string kind, bool seen) =>
        clerk.SubmitAsync(CounterPageModel.Path, new(more)
        {
            ["Input.IdKind"] = kind, ["Input.IdNumber"] = number, ["Input.Name"] = name, ["Input.Seen"] = seen ? "true" : "false",
        });

    private static async Task DoneAsync(HttpClient clerk, string name, string number, Dictionary<string, string>? more = null, string kind = DocumentKinds.ResidentCard)
    {
        var answer = await SendAsync(clerk, name, number, more ?? [], kind, seen: true);
        Assert.True(answer.Headers.Location?.OriginalString == CounterPageModel.Path + "?done=true", await answer.Content.ReadAsStringAsync(Ct));
    }

    private static async Task<string> RefusedAsync(HttpClient clerk, string name, string number, bool seen = true, string kind = DocumentKinds.ResidentCard)
    {
        var answer = await SendAsync(clerk, name, number, [], kind, seen);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<string> ProfileAsync(HttpClient browser) => (await browser.PageAsync("/my/profile")).QuerySelector("main")!.TextContent;
}
