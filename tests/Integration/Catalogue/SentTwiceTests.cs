using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.Lists;
using Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;
using Adjustment = Zhengtong.Catalogue.Model.PermissionAdjustment;

namespace Zhengtong.Tests.Integration.Catalogue;

/// <summary>A double click, and a reload after it.</summary>
public sealed class SentTwiceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.32", "01.41", "01.43", "02.10", "17.01", "17.07")]
    public async Task A_form_that_makes_something_makes_one_however_often_it_is_sent(Engine engine)
    {
        await using var stage = await PowerStage.StartAsync(engine);
        await stage.Host.AddRegionsAsync();
        var item = stage.Window.Item;
        var other = CatalogueStage.Request("511A0005200005-511602000000-000-115113010087783353-1-00", "另一个事项");
        await stage.Host.PublishAsync(other with { OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, Content = WindowStage.Food });
        var approval = await stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == DemoPeople.ApprovalOffice).Select(o => o.Id).SingleAsync(Ct));
        var reviewer = (await stage.Window.ActAsync("manager2")).Actor.Id;

        await OnceAsync<Finding>(stage, "zhangsan", "/guide-feedback/" + item.Code, new() { ["Input.Element"] = "materials", ["Input.Text"] = "窗口说还要租赁合同" });
        await OnceAsync<ItemEvaluation>(stage, "manager1", $"/office/items/{item.Code}/performance", new() { ["Input.Rating"] = "1", ["Input.Conclusion"] = "办理快" }, "Rate");
        await OnceAsync<ManualCheck>(stage, "manager1", "/office/inspection/checks", new() { ["Input.ReviewerId"] = $"{reviewer}", ["Input.Count"] = "1" });
        await OnceAsync<StandardExperience>(
            stage, "editor1", "/office/standards/experiences", new() { ["Input.Title"] = "一窗通办", ["Input.Domain"] = "ServiceDelivery", ["Input.Origin"] = "试点", ["Input.Results"] = "快了" });
        var experience = await stage.Host.InDatabaseAsync(db => db.Set<StandardExperience>().Select(x => x.Id).SingleAsync(Ct));
        Dictionary<string, string> project = new()
        {
            ["Input.Title"] = "一窗通办规范", ["Input.Level"] = "City", ["Input.Domain"] = "ServiceDelivery", ["Input.Year"] = "2026", ["Input.Drafters"] = "广安区市监局",
        };
        await OnceAsync<Standard>(stage, "editor1", $"/office/standards/new?experience={experience}", project);
        await OnceAsync<Adjustment>(stage, "editor1", $"/office/permissions/{stage.Batch}/apply", new()
        {
            ["Input.Kind"] = "Delegate", ["Input.Codes"] = item.Code, ["Input.Receivers"] = $"{stage.Receiver.Id}", ["Input.Zone"] = "None", ["Input.Power"] = "全部办理权限", ["Input.Reason"] = "就近办理",
        });
        await OnceAsync<Reorganisation>(stage, "manager1", "/office/reorganisations/new", new()
        {
            ["Input.From"] = $"{item.OrganisationId}", ["Input.To"] = $"{approval}", ["Input.EffectiveOn"] = "2026-03-02", ["Input.Reason"] = "区委编办〔2026〕1号",
        });

        // The same form opened anew makes another.
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var second = await editor.SubmitAsync("/office/standards/new", project);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<Standard>().CountAsync(Ct)));
    }

    private static async Task OnceAsync<TRow>(PowerStage stage, string login, string page, Dictionary<string, string> fields, string? handler = null)
        where TRow : class
    {
        var before = await stage.Host.InDatabaseAsync(db => db.Set<TRow>().CountAsync(Ct));
        using var browser = await stage.Host.BrowserAsync(login);
        var press = await browser.FillInAsync(page, fields, handler);
        var answers = await Task.WhenAll(press(), press());
        HttpResponseMessage[] all = [.. answers, await press()];
        var where = all.Select(a => a.StatusCode == HttpStatusCode.Redirect ? a.Headers.Location!.OriginalString : $"{(int)a.StatusCode} {typeof(TRow).Name}").Distinct().ToList();
        Assert.True(where is [var one] && one.StartsWith('/'), $"{typeof(TRow).Name}: {string.Join(", ", where)}");
        Assert.Equal(before + 1, await stage.Host.InDatabaseAsync(db => db.Set<TRow>().CountAsync(Ct)));
        all.ToList().ForEach(a => a.Dispose());
    }
}
