using System.Text.RegularExpressions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Documents;

/// <summary>Reads a template's body against the declared fields; each fault names its line in Chinese.</summary>
internal sealed partial class TemplateParser
{
    private readonly List<Problem> _problems = [];
    private readonly Stack<Open> _open = new();
    private int _line;

    private TemplateParser(IReadOnlyList<TemplateField> fields) => _open.Push(new Open("", "", 0, fields, []));

    public static Outcome<IReadOnlyList<TemplateNode>> Parse(string body, IReadOnlyList<TemplateField> fields)
    {
        var parser = new TemplateParser(fields);
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            parser._line++;
            parser.Line(line);
        }

        foreach (var open in parser._open.SkipLast(1))
        {
            parser.Fault("unbalanced", open.Line, $"{{{{#{open.Kind} {open.Name}}}}} 没有结束，请加上 {{{{/{open.Kind}}}}}。");
        }

        return parser._problems.Count > 0
            ? Outcome<IReadOnlyList<TemplateNode>>.Because(parser._problems)
            : parser._open.Peek().Body;
    }

    private void Line(string line)
    {
        if (line.Any(c => c is >= '\uFDD0' and <= '\uFDEF'))
        {
            Fault("unreadable", _line, "含有无法显示的字符，请删除后重新输入。");
            return;
        }

        Shape(line.Trim());
        var at = 0;
        foreach (Match brace in Braces().Matches(line))
        {
            Literal(line[at..brace.Index]);
            Directive(brace.Groups[1].Value.Trim());
            at = brace.Index + brace.Length;
        }

        Literal(line[at..]);

        // A line that holds a block mark and nothing else leaves no line behind.
        if (!BlockMarkOnly().IsMatch(line))
        {
            _open.Peek().Body.Add(new TemplateNode.Literal("\n"));
        }
    }

    private void Shape(string line)
    {
        if (line.StartsWith('|') && (line.Length < 2 || !line.EndsWith('|')))
        {
            Fault("row", _line, "表格行要以 | 开头并以 | 结尾。");
        }

        if (line.StartsWith('#') && !line.StartsWith("# ", StringComparison.Ordinal) && !line.StartsWith("## ", StringComparison.Ordinal))
        {
            Fault("heading", _line, "标题写法是“# 标题”或“## 小标题”，# 后面要有一个空格。");
        }

        if (line.StartsWith("[[", StringComparison.Ordinal) && !Special().IsMatch(line))
        {
            Fault("special", _line, "不认识这个标记，可用的有 [[qr:网址]]、[[seal:机关|日期]]、[[space]] 和 [[page]]。");
        }
    }

    private void Literal(string text)
    {
        if (text.Contains("{{", StringComparison.Ordinal) || text.Contains("}}", StringComparison.Ordinal))
        {
            Fault("braces", _line, "双花括号没有成对，请写成 {{字段名}}。");
        }
        else if (text.Length > 0 && !(string.IsNullOrWhiteSpace(text) && _open.Peek().Body.Count == 0 && _open.Count > 1))
        {
            _open.Peek().Body.Add(new TemplateNode.Literal(text));
        }
    }

    private void Directive(string text)
    {
        if (Opening().Match(text) is { Success: true } opening)
        {
            Start(opening.Groups[1].Value, opening.Groups[2].Value);
        }
        else if (text.StartsWith('/'))
        {
            End(text[1..].Trim());
        }
        else if (Known(text))
        {
            _open.Peek().Body.Add(new TemplateNode.Value(text));
        }
        else
        {
            Fault("unknown-field", _line, $"没有名为“{text}”的字段。可用的字段：{string.Join("、", Names())}。");
        }
    }

    private void Start(string kind, string name)
    {
        var field = Find(name);
        if (field is null)
        {
            Fault("unknown-field", _line, $"没有名为“{name}”的字段。可用的字段：{string.Join("、", Names())}。");
        }
        else if (kind == "each" && field.Kind != FieldKind.List)
        {
            Fault("not-a-list", _line, $"“{name}”不是列表，不能用 each 重复。");
        }

        IReadOnlyList<TemplateField> inner = kind == "each" ? [.. field?.Items ?? [new TemplateField("this", "本项")], new TemplateField("index", "序号")] : [];
        _open.Push(new Open(kind, name, _line, inner, []));
    }

    private void End(string kind)
    {
        if (_open.Count == 1 || _open.Peek().Kind != kind)
        {
            Fault("unbalanced", _line, _open.Count == 1
                ? $"{{{{/{kind}}}}} 前面没有对应的 {{{{#{kind} …}}}}。"
                : $"这里应当先结束第 {_open.Peek().Line} 行的 {{{{#{_open.Peek().Kind} {_open.Peek().Name}}}}}，却写了 {{{{/{kind}}}}}。");
            return;
        }

        var done = _open.Pop();
        _open.Peek().Body.Add(done.Kind == "each"
            ? new TemplateNode.Each(done.Name, done.Body)
            : new TemplateNode.When(done.Name, done.Kind == "if", done.Body));
    }

    private bool Known(string name) => Find(name) is { Kind: not FieldKind.List };

    private TemplateField? Find(string name) => _open.SelectMany(o => o.Fields).FirstOrDefault(f => f.Name == name);

    private IEnumerable<string> Names() => _open.SelectMany(o => o.Fields).Select(f => f.Name);

    private void Fault(string reason, int line, string message) =>
        _problems.Add(Problem.Invalid($"documents.template-{reason}", $"第 {line} 行：{message}", "Body"));

    [GeneratedRegex(@"\{\{([^{}]*)\}\}")]
    private static partial Regex Braces();

    [GeneratedRegex(@"^#(each|if|unless)\s+(\S+)$")]
    private static partial Regex Opening();

    [GeneratedRegex(@"^\s*\{\{\s*[#/][^{}]*\}\}\s*$")]
    private static partial Regex BlockMarkOnly();

    [GeneratedRegex(@"^\[\[(qr:.+|seal:.+\|.+|space|page)\]\]$")]
    private static partial Regex Special();

    private sealed record Open(string Kind, string Name, int Line, IReadOnlyList<TemplateField> Fields, List<TemplateNode> Body);
}
