using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Files;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Cases.Accept;

/// <summary>Electronic material is accepted: a window cannot ask for paper of what came in electronically, unless a law requires the original (03.24).</summary>
[Requirement("03.24")]
public sealed class ElectronicMaterialTests
{
    [Theory, EachDatabase]
    public async Task A_clerk_cannot_ask_for_paper_of_an_electronic_material_and_accepts_it_as_it_is(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";
        Assert.Contains("不得再要求纸质件", (await clerk.OpenAsync(path)).Text(), StringComparison.Ordinal);

        foreach (var demand in (string[])["请将营业执照原件交到窗口", "请另外邮寄纸质材料一份", "请到政务大厅窗口提交"])
        {
            var page = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ("lack", "m1"), ("ask.deficiency-m1", demand)));
            Assert.Contains($"“{WindowStage.FirstMaterial}”在网上提交即可，不得再要求纸质或其他形式的材料", page.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        }

        var untouched = await stage.CaseAsync(id);
        Assert.Null(untouched.CorrectionAskedAt);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().CountAsync(m => m.CaseId == id && m.State == MaterialState.Wanted)));
        var done = await clerk.AfterAsync(await clerk.SendAsync(path, "Accept"));
        Assert.Contains("已受理", done.Text(), StringComparison.Ordinal);
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().AnyAsync(m => m.CaseId == id && m.State == MaterialState.Given && db.Set<StoredFile>().Any(f => f.Id == m.FileId))));
    }

    [Theory, EachDatabase]
    public async Task A_better_picture_may_be_asked_for(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";
        var done = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ("lack", "m1"), ("ask.deficiency-m1", "扫描件缺第二页，请重新上传原件的彩色扫描件")));
        Assert.Contains("告知", done.Text(), StringComparison.Ordinal);
        Assert.NotNull((await stage.CaseAsync(id)).CorrectionAskedAt);
    }

    [Theory, EachDatabase]
    public async Task An_original_that_a_law_requires_may_be_asked_for(Engine engine)
    {
        var content = WindowStage.Food with { Materials = [.. WindowStage.Food.Materials.Select(m => m.Key == "m1" ? m with { PaperRequiredBy = "《中华人民共和国票据法》第四条" } : m)] };
        await using var stage = await WindowStage.StartAsync(engine, content);
        var id = await stage.ApplyAsync();
        var clerk = await stage.SignInAsync("clerk1");
        await clerk.AfterAsync(await clerk.SendAsync($"/desk/cases/{(await stage.StepAsync(id)).Id}", "Ask", ("lack", "m1"), ("ask.deficiency-m1", "请将原件交到窗口")));
        Assert.NotNull((await stage.CaseAsync(id)).CorrectionAskedAt);
    }
}
