using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Change;

/// <summary>What an entry of a basic catalogue begins with, whoever opens it or asks for it (01.12): nothing is made an item of without a law, regulation or rule that sets it up.</summary>
internal sealed class EntryWish
{
    private const int LongestBasis = 2000;

    public string? Name { get; set; }

    public string? TypeCode { get; set; }

    /// <summary>监管主管部门, of the level of the catalogue.</summary>
    public string? Supervisor { get; set; }

    /// <summary>One a line.</summary>
    public string? Basis { get; set; }

    public static EntryWish Of(string name, ItemContent content) =>
        new() { Name = name, TypeCode = content.TypeCode, Supervisor = content.SupervisedBy, Basis = string.Join('\n', content.LegalBasis) };

    /// <summary>Name and first content of the entry.</summary>
    public Outcome<(string Name, ItemContent Content)> Read()
    {
        var (name, type, supervisor) = ((Name ?? "").Trim(), TypeCode ?? "", (Supervisor ?? "").Trim());
        List<string> basis = [.. (Basis ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        var problems = new List<Problem>();
        void Must(bool holds, string field, string message)
        {
            if (!holds)
            {
                problems.Add(Problem.Invalid("catalogue.entry-" + field.ToLowerInvariant(), message, field));
            }
        }

        Must(name.Length is > 0 and <= 1000, nameof(Name), "请填写事项名称，不超过 1000 个字。");
        Must(ItemTypeNames.All.ContainsKey(type), nameof(TypeCode), "请选择事项类型。");
        Must(supervisor.Length is > 0 and <= 200, nameof(Supervisor), "请填写主管部门，不超过 200 个字。");
        Must(basis.Count > 0 && basis.All(b => b.Length <= LongestBasis), nameof(Basis), "请填写设定依据，每行一条，写明法律、法规、规章的名称和条款：目录事项必须有设定依据。");
        return problems.Count > 0
            ? Outcome<(string, ItemContent)>.Because(problems)
            : (name, new ItemContent { TypeCode = type, TypeName = ItemTypeNames.Of(type), SupervisedBy = supervisor, LegalBasis = basis });
    }
}
