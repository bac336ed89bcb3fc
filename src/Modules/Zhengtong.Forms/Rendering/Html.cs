using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Zhengtong.Forms.Rendering;

/// <summary>Builds elements; every text and attribute is encoded by the framework's own builder.</summary>
internal static class Html
{
    public static TagBuilder Tag(string name, string? css = null, params IEnumerable<(string Name, string? Value)> attributes)
    {
        var tag = new TagBuilder(name);
        if (name is "input")
        {
            tag.TagRenderMode = TagRenderMode.SelfClosing;
        }

        if (css is not null)
        {
            tag.Attributes["class"] = css;
        }

        foreach (var (key, value) in attributes)
        {
            if (value is not null)
            {
                tag.Attributes[key] = value;
            }
        }

        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, params IEnumerable<IHtmlContent?> children)
    {
        foreach (var child in children)
        {
            if (child is not null)
            {
                tag.InnerHtml.AppendHtml(child);
            }
        }

        return tag;
    }

    public static TagBuilder Text(this TagBuilder tag, string text)
    {
        tag.InnerHtml.Append(text);
        return tag;
    }

    /// <summary>A boolean attribute: there or not.</summary>
    public static (string, string?) Flag(string name, bool on) => (name, on ? name : null);
}
