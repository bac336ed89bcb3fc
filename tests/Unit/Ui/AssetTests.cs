using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;
using Zhengtong.Ui.Components;

namespace Zhengtong.Tests.Unit.Ui;

/// <summary>What only shows on a page when it is wrong: an icon that is not in the sprite, a style or script that the content policy blocks.</summary>
public sealed partial class AssetTests
{
    [Xunit.Fact]
    public void Every_icon_named_in_a_view_is_in_the_sprite()
    {
        var missing = Views().SelectMany(view => IconNames().Matches(view.Text).Select(m => (view.File, Name: m.Groups[1].Value)))
            .Where(x => !Icons.Names.Contains(x.Name))
            .ToList();

        Assert.Empty(missing);
    }

    [Xunit.Fact]
    public void No_view_has_an_inline_style_script_or_handler()
    {
        Assert.Empty(Views().Where(view => Inline().IsMatch(view.Text)).Select(view => view.File));
    }

    private static IEnumerable<(string File, string Text)> Views([CallerFilePath] string here = "")
    {
        var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src"));
        return Directory.EnumerateFiles(source, "*.cshtml", SearchOption.AllDirectories).Select(file => (Path.GetRelativePath(source, file), File.ReadAllText(file)));
    }

    // A name computed in C# begins with @ and is left out.
    [GeneratedRegex("""(?:<zt-icon[^>]*?\bname|<zt-(?:button|card|empty|badge)[^>]*?\bicon)="([a-z0-9-]+)["]""")]
    private static partial Regex IconNames();

    [GeneratedRegex("""<style|\sstyle\s*=|\son[a-z]+\s*=\s*"|<script(?![^>]*\bsrc=)""")]
    private static partial Regex Inline();
}
