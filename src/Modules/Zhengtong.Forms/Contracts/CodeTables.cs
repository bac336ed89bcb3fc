using System.Text.Json;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Contracts;

/// <summary>Lists of choices that many forms share, by name. Data: Standard/code-tables.json (gender GB/T 2261.1, documents GA/T 517).</summary>
public static class CodeTables
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<FieldOption>>> Tables = new(() =>
        JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<FieldOption>>>(Embedded.Text("Standard.code-tables.json"), FormJson.Options)!);

    public static IReadOnlyList<FieldOption>? Find(string name) => Tables.Value.GetValueOrDefault(name);
}
