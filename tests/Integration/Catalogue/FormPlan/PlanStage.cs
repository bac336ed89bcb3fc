using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
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
        return stage;
    }

    public static Task<int> SeedAsync(TestHost host) => host.InScopeAsync(s => s.GetRequiredService<SeedDictionary>().RunAsync(host.Data(), host.Act(), default));

    /// <summary>Presses a button of a page's first form as a browser does: with all that stands in it, and what was typed over it.</summary>
    public static async Task<HttpResponseMessage> PressAsync(HttpClient browser, string address, Dictionary<string, string> typed, string? op, IHtmlDocument? page = null)
    {
        page ??= await browser.PageAsync(address);
        var form = page.QuerySelectorAll("main form").OfType<IHtmlFormElement>().First(f => f.Method == "post");
        var fields = form.QuerySelectorAll("input, select, textarea").Where(e => e.Closest("template") is null && e.GetAttribute("name") is not null && !typed.ContainsKey(e.GetAttribute("name")!))
            .Where(e => e is not IHtmlInputElement { Type: "radio" or "checkbox" } box || box.IsChecked)
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }));
        using var content = new FormUrlEncodedContent([.. fields, .. typed, .. op is null ? [] : new[] { KeyValuePair.Create("op", op) }]);
        return await browser.PostAsync(new Uri(address, UriKind.Relative), content);
    }

    public static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
}
