using System.Text;

namespace Zhengtong.Catalogue.Import;

/// <summary>Reads CSV (RFC 4180) with a head line.</summary>
internal static class Csv
{
    /// <summary>The rows with their line numbers; a cell is found by the name of its column, and is empty when the row has none.</summary>
    public static IEnumerable<CsvRow> Read(TextReader text)
    {
        var line = 0;
        Dictionary<string, int>? columns = null;
        while (Record(text, ref line, out var started) is { } cells)
        {
            if (columns is null)
            {
                columns = cells.Select((name, i) => (Name: name.TrimStart('\uFEFF').Trim(), i)).DistinctBy(x => x.Name).ToDictionary(x => x.Name, x => x.i, StringComparer.Ordinal);
            }
            else if (cells.Count > 1 || cells[0].Length > 0)
            {
                yield return new CsvRow(started, columns, cells);
            }
        }
    }

    private static List<string>? Record(TextReader text, ref int line, out int started)
    {
        started = line + 1;
        if (text.Peek() < 0)
        {
            return null;
        }

        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        while (true)
        {
            var c = text.Read();
            if (quoted && c >= 0)
            {
                if (c == '"' && text.Peek() == '"')
                {
                    cell.Append((char)text.Read());
                }
                else if (c == '"')
                {
                    quoted = false;
                }
                else
                {
                    line += c == '\n' ? 1 : 0;
                    cell.Append((char)c);
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n' or < 0)
            {
                cells.Add(cell.ToString().TrimEnd('\r'));
                cell.Clear();
                if (c != ',')
                {
                    line++;
                    return cells;
                }
            }
            else
            {
                cell.Append((char)c);
            }
        }
    }
}

internal sealed record CsvRow(int Line, Dictionary<string, int> Columns, List<string> Cells)
{
    public string this[string column] => Columns.TryGetValue(column, out var i) && i < Cells.Count ? Cells[i].Trim() : "";
}
