using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Catalogue.TryOut;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Events;

namespace Zhengtong.Catalogue.Dictionary;

internal static class DictionarySetup
{
    private static readonly string[] Heads = ["组别", "名称", "标识", "类型", "约束与取值", "预填来源", "填写提示"];

    /// <summary>The dictionary, the forms composed of it, and trying them out.</summary>
    public static void AddElements(this IServiceCollection services)
    {
        services.AddScoped<ElementDictionaries>();
        services.AddScoped<SaveEntry>();
        services.AddScoped<SeedDictionary>();
        services.AddScoped<PlannedForms>();
        services.AddScoped<SavePlan>();
        services.AddScoped<TryContents>();
        services.AddSingleton<TryStates>();
        services.AddSubscriber<ItemPublished, IndexElementUse>();
    }

    public static void MapElements(this IEndpointRouteBuilder routes) => routes.MapGet("/office/elements/export", ExportAsync).RequireAuthorization(Policies.ItemKeeper);

    private static async Task<IResult> ExportAsync(string? group, string? q, ElementDictionaries dictionaries, CancellationToken ct)
    {
        var all = await dictionaries.CurrentAsync(ct);
        return await ExcelSheet.FileAsync("数据要素字典", "条", Heads, ElementsPage.Search(all, group, q).ToAsyncEnumerable().Select(e => (IReadOnlyList<string>)
        [
            all.Group(e.Group)?.Title ?? e.Group, e.Name, e.Key, DictionaryWords.Types[e.Type], DictionaryWords.Limits(e),
            e.Prefill is { } source ? PrefillSources.All.GetValueOrDefault(source, source) : "", e.Hint ?? "",
        ]), ct);
    }
}
