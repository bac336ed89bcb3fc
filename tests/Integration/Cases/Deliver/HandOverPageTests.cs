using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Deliver;

[Requirement("03.29")]
public sealed class HandOverPageTests
{
    [Theory, EachDatabase]
    public async Task The_result_is_handed_over_against_its_code_and_the_receipt_is_made(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var id = await DecidedAsync(stage);
        var issuer = await stage.SignInAsync("issuer1");
        var list = await issuer.OpenAsync("/desk/issue");
        var path = list.QuerySelector("[data-href]")!.GetAttribute("data-href")!;
        await issuer.OpenAsync(path);

        var listed = await sql.DuringAsync(() => issuer.OpenAsync("/desk/issue"));
        var read = await sql.DuringAsync(() => issuer.OpenAsync(path));
        var page = await issuer.OpenAsync(path);
        var nameless = await issuer.AfterAsync(await issuer.SendAsync(path, "Code", ("byCode.code", await CodeAsync(stage, id))));
        var done = await issuer.AfterAsync(await issuer.SendAsync(path, "Code", ("byCode.code", await CodeAsync(stage, id)), ("byCode.signedBy", "张三")));

        Assert.Single(listed);
        Assert.Equal(2, read.Count);
        Assert.Contains("食品经营许可证", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain(await CodeAsync(stage, id), page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Contains("请填写领取人姓名", nameless.Text(), StringComparison.Ordinal);
        Assert.Contains("送达回证", done.Text(), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Granted, (await stage.CaseAsync(id)).Status);
        Assert.Equal(HttpStatusCode.NotFound, await issuer.StatusAsync(path));
    }

    [Theory, EachDatabase]
    public async Task Five_wrong_codes_leave_only_the_identity_document(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await DecidedAsync(stage);
        var issuer = await stage.SignInAsync("issuer1");
        var path = $"/desk/issue/{(await stage.StepAsync(id)).Id}";
        for (var i = 0; i < 5; i++)
        {
            var wrong = await issuer.AfterAsync(await issuer.SendAsync(path, "Code", ("byCode.code", "0000001"), ("byCode.signedBy", "张三")));
            Assert.Contains("取件码不正确", wrong.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        }

        var locked = await issuer.OpenAsync(path);
        var right = await RightCodeAsync(stage, id);
        var unseen = await issuer.AfterAsync(await issuer.SendAsync(path, "Document", ("byDocument.signedBy", "张三")));
        await issuer.AfterAsync(await issuer.SendAsync(path, "Document", ("byDocument.signedBy", "张三"), ("byDocument.seen", "true")));

        Assert.Null(locked.QuerySelector("[name='byCode.code']"));
        Assert.Equal("cases.code-locked", right);
        Assert.Contains("请核验领取人的身份证件", unseen.Text(), StringComparison.Ordinal);
        Assert.Equal(CaseStatus.Granted, (await stage.CaseAsync(id)).Status);
        Assert.Equal("id-document", await stage.Host.InDatabaseAsync(db => db.Set<Delivery>().Select(d => d.CheckedBy).SingleAsync()));
    }

    [Theory, EachDatabase]
    public async Task A_courier_takes_it_and_the_signature_closes_the_case(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await DecidedAsync(stage, "courier");
        var issuer = await stage.SignInAsync("issuer1");
        var path = $"/desk/issue/{(await stage.StepAsync(id)).Id}";

        var incomplete = await issuer.AfterAsync(await issuer.SendAsync(path, "Send", ("send.courier", "EMS")));
        var sent = await issuer.AfterAsync(await issuer.SendAsync(path, "Send", ("send.courier", "EMS"), ("send.trackingNumber", "EX123456789CN")));
        Assert.Equal(CaseStatus.Delivering, (await stage.CaseAsync(id)).Status);
        var unsigned = await issuer.AfterAsync(await issuer.SendAsync(path, "Signed"));
        await issuer.AfterAsync(await issuer.SendAsync(path, "Signed", ("signed.signedBy", "张三")));

        Assert.Contains("请填写寄递公司和运单号", incomplete.Text(), StringComparison.Ordinal);
        Assert.Contains("已登记寄出", sent.Text(), StringComparison.Ordinal);
        Assert.Contains("请填写签收人姓名", unsigned.Text(), StringComparison.Ordinal);
        var delivery = await stage.Host.InDatabaseAsync(db => db.Set<Delivery>().SingleAsync());
        Assert.Equal(("EX123456789CN", "张三", "courier"), (delivery.TrackingNumber, delivery.SignedBy, delivery.CheckedBy));
        Assert.Equal(CaseStatus.Granted, (await stage.CaseAsync(id)).Status);
    }

    [Theory, EachDatabase]
    public async Task Only_the_issue_desk_of_the_region_issues(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var path = $"/desk/issue/{(await stage.StepAsync(await DecidedAsync(stage))).Id}";

        Assert.Equal(HttpStatusCode.Forbidden, await (await stage.SignInAsync("clerk1")).StatusAsync(path));
        Assert.Equal(HttpStatusCode.Forbidden, await (await stage.SignInAsync("zhangsan")).StatusAsync(path));
    }

    /// <summary>An application accepted, reviewed and granted.</summary>
    internal static async Task<Guid> DecidedAsync(WindowStage stage, string delivery = "pickup")
    {
        var id = await stage.ApplyAsync(delivery: delivery);
        var step = (await stage.StepAsync(id)).Id;
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(step, "材料齐全", act, default), "clerk1");
        await stage.DecideAsync(id);
        return id;
    }

    private static Task<string> CodeAsync(WindowStage stage, Guid id) => stage.Host.InDatabaseAsync(db => db.Set<Delivery>().Where(d => d.CaseId == id).Select(d => d.PickupCode).SingleAsync());

    private static async Task<string> RightCodeAsync(WindowStage stage, Guid id)
    {
        var (code, act, step) = (await CodeAsync(stage, id), await stage.ActAsync("issuer1"), (await stage.StepAsync(id)).Id);
        return await stage.Host.InScopeAsync(async s =>
            (await ((Zhengtong.Cases.Deliver.DeliverResult)s.GetService(typeof(Zhengtong.Cases.Deliver.DeliverResult))!).HandOverAsync(new(step, code, false, "张三"), act, default)).Problems[0].Code);
    }
}
