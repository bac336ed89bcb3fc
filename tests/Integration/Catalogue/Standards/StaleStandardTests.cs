using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>Standards are decided on as they were seen, and votes belong to their round; what two keep is not overwritten unsaid.</summary>
public sealed class StaleStandardTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.01", "17.05")]
    public async Task A_text_that_was_exchanged_is_not_decided_on_from_a_page_of_the_text_before(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        using var second = await stage.Host.BrowserAsync("province2");
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("窗口管理规范"));
        var page = $"/office/standards/{id}";

        async Task DecideAsync(string handler, Dictionary<string, string> fields, StandardInput input, StandardStatus stays)
        {
            var press = await second.FillInAsync(page, fields, handler);
            await ExchangeAsync(stage, id, input);
            await press.IsStaleAsync();
            Assert.Equal(stays, await stage.StatusAsync(id));
            using var done = await second.SubmitAsync(page, fields, handler);
            Assert.Equal(page, StandardsStage.Path(done));
        }

        var project = StandardsStage.Project("窗口管理规范（改）");
        await DecideAsync("Approve", new() { ["document"] = "川标立〔2026〕1号" }, project, StandardStatus.Proposed);
        await DecideAsync("Review", new() { ["Committee"] = $"{committee}", ["ClosesOn"] = "2026-03-20" }, project, StandardStatus.Drafting);

        // A registered standard is public as soon as the other hand says so.
        var existing = StandardsStage.Project("热线工单规范");
        (existing.Number, existing.IssuedOn, existing.InForceOn) = ("DB51/T 7-2026", new(2026, 1, 2), new(2026, 2, 1));
        id = await RegisterAsync(stage, existing);
        page = $"/office/standards/{id}";
        await DecideAsync("Publish", [], existing, StandardStatus.ToPublish);
    }

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task A_vote_from_a_page_of_one_round_does_not_count_in_the_next(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("规范"));
        await stage.ApproveAsync("province2", id);
        await stage.ReviewAsync(id, committee);
        using var expert = await stage.Host.BrowserAsync("expert1");
        var vote = new Dictionary<string, string> { ["Vote"] = "For", ["Opinion"] = "同意" };
        var press = await expert.FillInAsync($"/office/standards/{id}", vote, "Say");
        Assert.True((await stage.SayAsync("expert1", id, Vote.Against, "条款过严")).Ok);
        await stage.DoneAsync<ReviewStandard>("province2", (r, act) => r.CloseAsync(id, act, Ct));
        await stage.DoneAsync<DecideProject>("province1", (d, act) => d.HandInAgainAsync(id, act, Ct));
        await stage.ReviewAsync(id, committee);

        await press.IsStaleAsync();
        Assert.Equal([Vote.Against], await stage.Host.InDatabaseAsync(db => db.Set<ReviewOpinion>().Select(o => o.Vote).ToListAsync(Ct)));
        using var said = await expert.SubmitAsync($"/office/standards/{id}", vote, "Say");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("17.07", "17.08")]
    public async Task What_a_colleague_wrote_into_a_programme_or_an_experience_is_not_overwritten_by_a_form_opened_before(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        using var mine = await stage.Host.BrowserAsync("province1");
        using var other = await stage.Host.BrowserAsync("province2");
        Dictionary<string, string> programme = new() { ["Input.Name"] = "编制计划", ["Input.Target"] = "16", ["Input.Deadline"] = "2026-12-31" };
        Dictionary<string, string> experience = new() { ["Input.Title"] = "一窗通办", ["Input.Domain"] = "ServiceDelivery", ["Input.Origin"] = "窗口合并", ["Input.Results"] = "等候时间减少" };
        (string, Dictionary<string, string>, string, string?)[] forms = [("programmes", programme, "Input.Name", null), ("experiences", experience, "Input.Title", "Change")];
        foreach (var (list, fields, field, handler) in forms)
        {
            using var made = await mine.SubmitAsync("/office/standards/" + list, fields);
            var page = StandardsStage.Path(made);
            var press = await mine.FillInAsync(page, new(fields) { [field] = "我的名称" }, handler);
            using var changed = await other.SubmitAsync(page, new(fields) { [field] = "同事的名称" }, handler);
            Assert.Equal(page, StandardsStage.Path(changed));

            // The form keeps what was typed, and so is still the old one.
            var answer = new HtmlParser().ParseDocument(await press.IsStaleAsync());
            Assert.Equal("我的名称", answer.QuerySelector($"main [name='{field}']")!.GetAttribute("value"));
            var seen = answer.QuerySelector("main input[name=seen]")!.GetAttribute("value")!;
            var twice = await mine.FillInAsync(page, new(fields) { [field] = "我的名称", ["seen"] = seen }, handler);
            await twice.IsStaleAsync();
            Assert.Contains("同事的名称", (await mine.PageAsync(page)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        }
    }

    private static async Task<Guid> RegisterAsync(StandardsStage stage, StandardInput input)
    {
        using var pdf = new MemoryStream(StandardsStage.Pdf);
        return (await stage.DoAsync<ProposeStandard, Outcome<Guid>>("province1", (p, act) => p.HandleAsync(input, true, null, null, new(pdf, "文本.pdf"), act, Ct))).Value;
    }

    private static async Task ExchangeAsync(StandardsStage stage, Guid id, StandardInput input)
    {
        using var pdf = new MemoryStream([.. StandardsStage.Pdf, .. "%另一份"u8]);
        var revision = (await stage.StandardAsync(id)).Revision;
        await stage.DoneAsync<ProposeStandard>("province1", (p, act) => p.ChangeAsync(id, revision, input, new(pdf, "另一份.pdf"), act, Ct));
    }
}
