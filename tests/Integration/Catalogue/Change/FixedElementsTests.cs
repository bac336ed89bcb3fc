using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;
using static Zhengtong.Tests.Integration.Catalogue.FormPlan.PlanStage;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>What is fixed above is shown below and cannot be written there.</summary>
public sealed class FixedElementsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.03", "01.28")]
    public async Task Fixed_elements_are_shown_with_their_origin_and_a_value_sent_for_one_is_refused_with_words(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var begun = await editor.PostWithTokenOfAsync("/office/items/" + AgreementStage.County, "/office/items/" + AgreementStage.County, new() { ["kind"] = "Change" });
        var change = begun.Headers.Location!.OriginalString;
        var page = await editor.PageAsync(change);

        var law = page.QuerySelector("[data-fixed=legalBasis]")!.TextContent;
        Assert.Contains("食品安全法第三十五条", law, StringComparison.Ordinal);
        Assert.Contains("按“三级四同”统一，来自上级目录“食品经营许可”第 1 版", law, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("[name='Input.LegalBasis'], [name='Input.Name'], [name='Input.Materials[0].Name']"));
        Assert.NotNull(page.QuerySelector("[name='Input.Materials[0].Note']"));

        // What is one's own is kept, and what the page did not ask for stays.
        using var saved = await PressAsync(editor, change + "?handler=Save", new() { ["Input.ConsultPhone"] = "0826-2345678", ["Input.Materials[0].Note"] = "签字", ["Input.Reason"] = "改电话" }, null, page);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var kept = ItemContent.FromJson((await ChangeAsync(stage)).Content);
        var was = AgreementStage.Content();
        Assert.Equal(("0826-2345678", was.Materials[0].Name, "签字"), (kept.ConsultPhone, kept.Materials[0].Name, kept.Materials[0].Note));
        Assert.Equal((was.LegalBasis[0], was.Steps.Count, was.Result.Name), (kept.LegalBasis[0], kept.Steps.Count, kept.Result.Name));

        using var forged = await PressAsync(editor, change + "?handler=Save", new() { ["Input.LegalBasis"] = "自己写的法" }, null, await editor.PageAsync(change));
        Assert.Contains("“设定依据”由上级统一", await forged.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(was.LegalBasis, ItemContent.FromJson((await ChangeAsync(stage)).Content).LegalBasis);
    }

    private static Task<ItemChange> ChangeAsync(AgreementStage stage) => stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(Ct));
}
