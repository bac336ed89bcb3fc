using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Zhengtong.Ui.Components;

/// <summary>Builds elements; every text goes through the encoder of the writer, so a component cannot forget it.</summary>
internal static class Html
{
    public static TagBuilder Element(string name, string? css = null, params IEnumerable<object?> children)
    {
        var tag = new TagBuilder(name);
        if (css is not null)
        {
            tag.Attributes["class"] = css;
        }

        return tag.With(children);
    }

    public static TagBuilder With(this TagBuilder tag, params IEnumerable<object?> children)
    {
        foreach (var child in children)
        {
            switch (child)
            {
                case null: break;
                case IHtmlContent content: tag.InnerHtml.AppendHtml(content); break;
                case IEnumerable<IHtmlContent> many: tag.With(many); break;
                default: tag.InnerHtml.Append(child.ToString()!); break;
            }
        }

        return tag;
    }

    /// <summary>Sets an attribute; <c>null</c> leaves it out.</summary>
    public static TagBuilder Attr(this TagBuilder tag, string name, string? value)
    {
        if (value is not null)
        {
            tag.Attributes[name] = value;
        }

        return tag;
    }

    /// <summary>Sets a bare attribute such as <c>checked</c>.</summary>
    public static TagBuilder Flag(this TagBuilder tag, string name, bool on)
    {
        if (on)
        {
            tag.Attributes[name] = name;
        }

        return tag;
    }

    public static TagBuilder Void(string name, string? css = null)
    {
        var tag = Element(name, css);
        tag.TagRenderMode = TagRenderMode.SelfClosing;
        return tag;
    }

    public static TagBuilder Link(string href, string? css, params IEnumerable<object?> children) => Element("a", css, children).Attr("href", href);

    public static TagBuilder Hidden(string text) => Element("span", "visually-hidden", text);

    public static TagBuilder Icon(string name, string? css = null, string? label = null)
    {
        var use = Element("use").Attr("href", $"{Icons.Sprite}#{name}");
        var svg = Element("svg", css is null ? "zt-icon" : $"zt-icon {css}", use).Attr("focusable", "false");
        return label is null ? svg.Attr("aria-hidden", "true") : svg.Attr("role", "img").Attr("aria-label", label);
    }
}
