using System.Text.Json;
using System.Text.Json.Nodes;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// Completes some listed items for the demonstration from guides of other regions, and adds items of its own (<c>demo-items.json</c>).
/// Each says so in its source note: nothing passes for what the county published.
/// </summary>
internal static class DemoItems
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static List<ItemDraft> Apply(string json, string file, List<ItemDraft> drafts, IReadOnlyDictionary<string, ItemDraft> guides, Func<string, Region?> regionOf, MaterialSources sources)
    {
        var demos = JsonSerializer.Deserialize<List<Demo>>(json, Json) ?? [];
        var byCode = demos.ToDictionary(d => d.Code, StringComparer.Ordinal);
        var result = drafts.ConvertAll(d => byCode.Remove(d.Code, out var demo) ? d with { Content = Complete(d.Content, demo, guides, sources) } : d);
        var next = 0;
        foreach (var demo in demos.Where(d => byCode.ContainsKey(d.Code)))
        {
            var region = regionOf(demo.Region) ?? throw new InvalidDataException($"{file}: no region {demo.Region} for {demo.Code}.");
            result.Add(new ItemDraft
            {
                At = new RowAt(file, ++next, demo.Code),
                Code = demo.Code,
                Name = demo.Name,
                OrganisationName = demo.Organisation,
                RegionCode = region.Code,
                RegionName = region.FullName,
                Source = file,
                Content = Complete(new ItemContent { TypeCode = demo.TypeCode, TypeName = demo.TypeName }, demo, guides, sources),
            });
        }

        return result;
    }

    private static ItemContent Complete(ItemContent content, Demo demo, IReadOnlyDictionary<string, ItemDraft> guides, MaterialSources sources)
    {
        foreach (var id in demo.ElementsFrom)
        {
            var guide = guides.TryGetValue(id, out var known) ? known : throw new InvalidDataException($"No guide {id} for {demo.Code}.");
            content = DraftMerge.TakeLaw(content, guide);
        }

        content = DraftMerge.Overlay(content, demo.Set, demo.Materials);
        return content with
        {
            Materials = [.. content.Materials.Select(m => m.SourceCode.Length > 0 ? m : sources.Annotate(m))],
            SourceNote = content.SourceNote + demo.Note,
        };
    }

    private sealed record Demo
    {
        public required string Code { get; init; }

        public string Name { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Region { get; init; } = "";

        public string TypeCode { get; init; } = "";

        public string TypeName { get; init; } = "";

        public IReadOnlyList<string> ElementsFrom { get; init; } = [];

        public required string Note { get; init; }

        public JsonObject Set { get; init; } = [];

        public JsonObject Materials { get; init; } = [];
    }
}
