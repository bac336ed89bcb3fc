namespace Zhengtong.Platform.Documents;

internal abstract record TemplateNode
{
    internal sealed record Literal(string Text) : TemplateNode;

    internal sealed record Value(string Name) : TemplateNode;

    internal sealed record Each(string Name, IReadOnlyList<TemplateNode> Body) : TemplateNode;

    /// <param name="Present">True for <c>#if</c>, false for <c>#unless</c>.</param>
    internal sealed record When(string Name, bool Present, IReadOnlyList<TemplateNode> Body) : TemplateNode;
}
