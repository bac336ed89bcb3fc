using System.Collections;
using System.Globalization;
using System.Text;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Platform.Documents;

/// <summary>
/// Puts data into a parsed template. Values are kept apart from the text until its lines have been read, so that nothing a citizen
/// typed can become a heading, a row or a code.
/// </summary>
internal sealed class TemplateFilling
{
    private const char Start = '\uFDD0';
    private const char Stop = '\uFDD1';
    private readonly List<string> _values = [];
    private readonly StringBuilder _text = new();

    /// <summary>The lines, with marks where values belong.</summary>
    public IReadOnlyList<string> Lines => _text.ToString().Split('\n');

    public static TemplateFilling Of(IReadOnlyList<TemplateNode> nodes, IReadOnlyDictionary<string, object?> data)
    {
        var filling = new TemplateFilling();
        filling.Write(nodes, name => data.GetValueOrDefault(name));
        return filling;
    }

    /// <summary>Puts the values in place of their marks.</summary>
    public string Fill(string text)
    {
        var result = new StringBuilder();
        var at = 0;
        for (var from = text.IndexOf(Start, StringComparison.Ordinal); from >= 0; from = text.IndexOf(Start, at))
        {
            var to = text.IndexOf(Stop, from);
            result.Append(text, at, from - at).Append(_values[int.Parse(text.AsSpan(from + 1, to - from - 1), CultureInfo.InvariantCulture)]);
            at = to + 1;
        }

        return result.Append(text, at, text.Length - at).ToString().Trim();
    }

    private void Write(IReadOnlyList<TemplateNode> nodes, Func<string, object?> look)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case TemplateNode.Literal literal:
                    _text.Append(literal.Text);
                    break;
                case TemplateNode.Value value:
                    _text.Append(Start).Append(_values.Count.ToString(CultureInfo.InvariantCulture)).Append(Stop);
                    _values.Add(Show(look(value.Name)));
                    break;
                case TemplateNode.When choice when IsPresent(look(choice.Name)) == choice.Present:
                    Write(choice.Body, look);
                    break;
                case TemplateNode.Each each:
                    Repeat(each, look);
                    break;
            }
        }
    }

    private void Repeat(TemplateNode.Each each, Func<string, object?> look)
    {
        IEnumerable list = look(each.Name) switch
        {
            null => Array.Empty<object>(),
            string => throw new ArgumentException($"Field {each.Name} is a list, a text was given."),
            IEnumerable items => items,
            _ => throw new ArgumentException($"Field {each.Name} is a list."),
        };
        var index = 0;
        foreach (var item in list)
        {
            index++;
            var number = index;
            var inner = item as IReadOnlyDictionary<string, object?>;
            Write(each.Body, name => name switch
            {
                "index" => (object?)number,
                "this" when inner is null => item,
                _ when inner?.ContainsKey(name) == true => inner[name],
                _ => look(name),
            });
        }
    }

    private static bool IsPresent(object? value) => value switch
    {
        null or false => false,
        string s => !string.IsNullOrWhiteSpace(s),
        IEnumerable items => items.GetEnumerator().MoveNext(),
        _ => true,
    };

    /// <summary>Days and times as official papers write them, in Beijing time.</summary>
    private static string Show(object? value) => value switch
    {
        null => "",
        string s => s,
        true => "是",
        false => "否",
        DateOnly d => LegalDay.Date(d),
        DateTime { Kind: DateTimeKind.Utc } t => LegalDay.Moment(t),
        DateTime => throw new ArgumentException("Only UTC times are given to a template."),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
