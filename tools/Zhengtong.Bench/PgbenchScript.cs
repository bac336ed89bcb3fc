using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhengtong.Bench;

/// <summary>
/// The statements of one submission as a script for pgbench: the same tables, columns and sizes of values; the ids made anew for each transaction in
/// ascending order for each client, as the product's are; everything else as literals.
/// </summary>
internal static partial class PgbenchScript
{
    private const long PerClient = 100_000_000;
    private const int IdsPerCase = 32;

    /// <summary>The id of a draft that the client's n-th transaction submits, as SQL over <paramref name="key"/>.</summary>
    public static string DraftId(string key) => Id(key, 0);

    public static string KeyOf(string client, string number) => $"({client} * {PerClient}::bigint + {number})";

    /// <param name="shared">Ids that exist before: party, item, organisation, people.</param>
    public static string Of(IReadOnlyList<SqlCapture.Sent> sent, Guid draftId, string number, IReadOnlySet<Guid> shared)
    {
        var script = new StringBuilder($"\\set n :n + 1\n\\set key :client_id * {PerClient} + :n\n");
        var fresh = new List<Guid> { draftId };
        var begun = false;
        foreach (var command in sent)
        {
            var values = command.Values.ToDictionary(v => v.Name.TrimStart('@'), v => v.Value);
            foreach (var statement in command.Text.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(s => s.TrimEnd(';')))
            {
                if (!begun && !statement.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
                {
                    script.Append("begin;\n");
                    begun = true;
                }

                script.Append(Parameter().Replace(statement, m => Literal(values[m.Groups[1].Value], fresh, number, shared)).ReplaceLineEndings(" ")).Append(";\n");
            }
        }

        return script.Append("commit;\n").ToString();
    }

    private static string Literal(object? value, List<Guid> fresh, string number, IReadOnlySet<Guid> shared) => value switch
    {
        null or DBNull => "null",
        Guid id when shared.Contains(id) => $"'{id}'",
        Guid id => Id(":key", Place(fresh, id)),
        string s when s == number => "lpad(:key::text, 22, '0')",
        // pgbench reads a colon before a letter as a variable of its own.
        string s => $"'{s.Replace("'", "''", StringComparison.Ordinal).Replace(':', '=')}'",
        DateTime at => string.Create(CultureInfo.InvariantCulture, $"'{at:yyyyMMdd HHmmss.ffffff}+00'::timestamptz"),
        DateOnly day => string.Create(CultureInfo.InvariantCulture, $"'{day:yyyy-MM-dd}'::date"),
        byte[] bytes => $"decode('{Convert.ToHexString(bytes)}', 'hex')",
        bool b => b ? "true" : "false",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), null),
    };

    private static int Place(List<Guid> fresh, Guid id)
    {
        var at = fresh.IndexOf(id);
        if (at < 0)
        {
            fresh.Add(id);
            at = fresh.Count - 1;
        }

        return at < IdsPerCase ? at : throw new InvalidOperationException("More ids than expected.");
    }

    private static string Id(string key, int place) => $"lpad(to_hex({key} * {IdsPerCase}::bigint + {place}), 32, '0')::uuid";

    [GeneratedRegex(@"@(\w+)")]
    private static partial Regex Parameter();
}
