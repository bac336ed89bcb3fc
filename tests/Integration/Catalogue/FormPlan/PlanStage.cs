using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Apply;

namespace Zhengtong.Tests.Integration.Catalogue.FormPlan;

/// <summary>A filled dictionary and an item whose form is arranged on the page.</summary>
internal static class PlanStage
{
    public const string Form = "/office/items/" + ApplyStage.Code + "/form";
    public const string Lease = "房屋租赁合同";

    public static readonly ItemContent Content = CaseWorld.Content() with
    {
        Situations = [new("own", "自有场所"), new("rent", "租用场所")],
        Materials = [.. CaseWorld.Content().Materials, new ItemMaterial { Key = "lease", Name = Lease, SourceCode = "10" }],
        ToleranceDays = null,
    };

    /// <summary>Whose the premises are; the landlord of rented ones; name, phone and area asked for.</summary>
    public static Dictionary<string, string> Plan() => new()
    {
        ["Input.Questions[0].Key"] = "premises",
        ["Input.Questions[0].Text"] = "场所从哪里来",
        ["Input.Questions[0].Options"] = "own 自有\nrent 租用",
        ["Input.Questions[1].Key"] = "landlord",
        ["Input.Questions[1].Text"] = "房东是谁",
        ["Input.Questions[1].Options"] = "person 个人\ncompany 单位",
        ["Input.Questions[1].AskWhen"] = "premises = rent",
        ["Input.Situations[0].When"] = "premises = own",
        ["Input.Situations[1].When"] = "premises = rent",
        ["Input.Groups[0].Key"] = "applicant",
        ["Input.Groups[0].Elements[0].Key"] = "name",
        ["Input.Groups[0].Elements[0].Required"] = "true",
        ["Input.Groups[1].Key"] = "premises",
        ["Input.Groups[1].Elements[0].Key"] = "area",
        ["Input.Groups[1].Elements[0].RequiredWhen"] = "premises = rent",
        ["Input.Groups[1].Elements[1].Key"] = "hasWarehouse",
        ["Input.Groups[1].Elements[2].Key"] = "warehouseAddress",
        ["Input.Materials[2].When"] = "landlord = person",
        ["Input.Materials[1].Points"] = "面积不小于 20 平方米｜area >= 20\n照片清楚",
    };

    public static async Task<ApplyStage> StartAsync(Engine engine)
    {
        var stage = await ApplyStage.StartAsync(engine, Content);
        await SeedAsync(stage.Host);
        await stage.Host.InDatabaseAsync(db => db.Set<Item>().ExecuteUpdateAsync(u => u.SetProperty(i => i.OrganisationId, db.Set<Organisation>().Where(o => o.Name == DemoPeople.MarketOffice).Select(o => o.Id).First())));
        return stage;
    }

    /// <summary>Arranges the form on its page and takes the change through the hands of three people.</summary>
    public static async Task PublishAsync(ApplyStage stage, Dictionary<string, string> plan)
    {
        using var editor = await stage.SignedInAsync("editor1");
        using var saved = await PressAsync(editor, Form, new(plan) { ["Reason"] = "一事一表" }, "save");
        var change = ChangeOf(saved);
        await MovedAsync(editor, change, "Submit", []);
        using var checker = await stage.SignedInAsync("manager1");
        await MovedAsync(checker, change, "Check", []);
        using var approver = await stage.SignedInAsync("manager2");
        await MovedAsync(approver, change, "Approve", []);
    }

    /// <summary>The address of the change that a form was kept in.</summary>
    public static string ChangeOf(HttpResponseMessage saved)
    {
        Assert.True(saved.StatusCode == HttpStatusCode.Redirect, saved.StatusCode.ToString());
        var id = System.Web.HttpUtility.ParseQueryString(saved.Headers.Location!.OriginalString.Split('?')[1])["change"];
        return "/office/items/changes/" + id;
    }

    public static async Task MovedAsync(HttpClient browser, string change, string handler, Dictionary<string, string> typed)
    {
        var page = await browser.PageAsync(change);
        using var answer = await PressAsync(browser, $"{change}?handler={handler}", typed, null, page);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{handler}: " + string.Join("; ", (await ReadAsync(answer)).QuerySelectorAll(".zt-errors li, #faults li").Select(l => l.TextContent)));
    }

    public static Task<int> SeedAsync(TestHost host) => host.InScopeAsync(s => s.GetRequiredService<SeedDictionary>().RunAsync(host.Data(), host.Act(), default));

    /// <summary>Presses a button of a page's form (the one that has it, else the first; those for files aside) as a browser does: with all that stands in it, and what was typed over it.</summary>
    public static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string address, Dictionary<string, string> typed, string? op, IHtmlDocument? page = null)
    {
        page ??= await browser.PageAsync(address);
        var forms = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().Where(f => f.Method == "post" && f.QuerySelector("[name=slot]") is null).ToList();
        var form = address.Split('?') is [_, var wanted] && forms.Find(f => f.QuerySelector($"[formaction*='{wanted}']") is not null) is { } own ? own : forms[0];
        var fields = form.QuerySelectorAll("input, select, textarea").Where(e => e.Closest("template") is null && e.GetAttribute("name") is not null && !typed.ContainsKey(e.GetAttribute("name")!))
            .Where(e => e is not IHtmlInputElement { Type: "radio" or "checkbox" } box || box.IsChecked)
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }));
        using var content = new FormUrlEncodedContent([.. fields, .. typed, .. op is null ? [] : new[] { KeyValuePair.Create("op", op) }]);
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
