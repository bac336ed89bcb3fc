using System.Text.RegularExpressions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Architecture;

/// <summary>What a reader may rely on in every file.</summary>
public sealed partial class HouseStyleTests
{
    private const int Wall = 400;
    private const int TestWall = 800;
    private const int Width = 200;

    /// <summary>Files that still hold wider lines; a file leaves when it is next worked on, none joins.</summary>
    private static readonly string[] StillWide =
    [
        "Change/ItemForm.cs", "Inspect/Rules/CrossFieldRules.cs",
        "Reorganise/RehomeRows.cs", "Takeover/BindingsPage.cshtml.cs",
    ];

    [Fact]
    public void No_source_file_is_longer_than_the_wall()
    {
        var long_ = ProductAssemblies.Sources("src", ".cs", ".cshtml").Select(f => (File: f, Wall)).Concat(ProductAssemblies.Sources("tests", ".cs").Select(f => (File: f, Wall: TestWall)))
            .Where(x => File.ReadLines(x.File).Count() > x.Wall).Select(x => Path.GetRelativePath(ProductFolder.Root, x.File));

        Assert.Empty(long_);
    }

    [Fact]
    public void No_line_of_code_is_wider_than_a_screen()
    {
        var wide = ProductAssemblies.Sources("src", ".cs").Where(f => !StillWide.Any(s => f.EndsWith("/Zhengtong.Catalogue/" + s, StringComparison.Ordinal)))
            .SelectMany(f => File.ReadLines(f).Select((text, i) => (Text: text, At: $"{Path.GetRelativePath(ProductFolder.Root, f)}:{i + 1}")))
            .Where(l => l.Text.Length > Width).Select(l => l.At);

        Assert.Empty(wide);
    }

    [Fact]
    public void No_code_reads_the_wall_clock_or_waits_for_it()
    {
        var clocks = Lines("src", ".cs").Concat(Lines("tests", ".cs")).Where(l => WallClock().IsMatch(l.Text) && !l.File.Contains("Architecture", StringComparison.Ordinal)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(clocks);
    }

    [Fact]
    public void Nothing_relies_on_a_culture()
    {
        // Globalization is invariant: Normalize leaves all but ASCII as it is, and a culture's comparison is the ordinal one. PlainText folds widths.
        var cultures = Lines("src", ".cs", ".cshtml").Where(l => Culture().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(cultures);
    }

    /// <summary>Reckoned by hand the day would be another where somebody forgets the offset or adds it twice.</summary>
    [Fact]
    public void Beijing_time_is_reckoned_in_one_place()
    {
        var byHand = Lines("src", ".cs", ".cshtml").Where(l => BeijingByHand().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(byHand);
    }

    [Fact]
    public void No_page_carries_inline_script_or_style()
    {
        var inline = Lines("src", ".cshtml").Where(l => InlineCode().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(inline);
    }

    /// <summary>What a script shows it sets as text: no value can become part of the page or of a program.</summary>
    [Fact, Requirement("18.07")]
    public void No_script_of_ours_writes_html_or_makes_code()
    {
        var made = Lines("src", ".js").Where(l => !l.File.Contains("/wwwroot/lib/", StringComparison.Ordinal) && MadeHtml().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(made);
    }

    [Fact]
    public void Nothing_is_left_unfinished_or_swallowed()
    {
        var left = Lines("src", ".cs", ".cshtml").Where(l => Unfinished().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(left);
    }

    /// <summary>Worded again inside a larger query it would be another rule the day the first one changes.</summary>
    [Fact, Requirement("01.17")]
    public void From_when_a_version_is_in_force_is_said_in_one_place()
    {
        var said = Lines("src", ".cs").Where(l => Begun().IsMatch(l.Text)).Select(l => Path.GetFileName(l.File)).Distinct();

        Assert.Equal("Validity.cs", Assert.Single(said));
    }

    /// <summary>Out of turn a statement meets SQLite's other writers in a loop that sleeps; nobody has to think of that who updates and deletes through <c>Database</c>.</summary>
    [Fact]
    public void Rows_are_updated_and_deleted_in_turn_with_the_other_writers()
    {
        var outOfTurn = Lines("src", ".cs", ".cshtml").Where(l => OutOfTurn().IsMatch(l.Text) && Path.GetFileName(l.File) != "Database.cs").Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(outOfTurn);
    }

    [Fact]
    public void Chinese_text_has_chinese_punctuation()
    {
        var half = Lines("src", ".cs", ".cshtml", ".js").Where(l => HalfWidth().IsMatch(l.Text)).Select(l => $"{l.File}: {l.Text.Trim()}");

        Assert.Empty(half);
    }

    private static IEnumerable<(string File, string Text)> Lines(string folder, params string[] endings) =>
        ProductAssemblies.Sources(folder, endings).SelectMany(f => File.ReadLines(f).Select(t => (Path.GetRelativePath(ProductFolder.Root, f), t)));

    [GeneratedRegex(@"DateTime\.(Now|UtcNow|Today)|DateTimeOffset\.(Now|UtcNow)|Thread\.Sleep|Task\.Delay\((?!Timeout|.*clock|.*Clock|.*time)")]
    private static partial Regex WallClock();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)[^>]*>|\sstyle=""|\son(click|change|load|submit|input)=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment)\b|document\.write|\beval\(|new Function\(|javascript:")]
    private static partial Regex MadeHtml();

    [GeneratedRegex(@"\.(Normalize|IsNormalized)\(|NormalizationForm|\.To(Upper|Lower)\(\)|StringCompar(ison|er)\.(Current|Invariant)Culture|CultureInfo\.(Current|Get)")]
    private static partial Regex Culture();

    [GeneratedRegex(@"\.AddHours\(8\)|\.ToOffset\(|\.ToLocalTime\(|\b(China|Beijing)\b.*FromHours\(8\)")]
    private static partial Regex BeijingByHand();

    [GeneratedRegex(@"PlanEffective\s*(<=|==\s*null)")]
    private static partial Regex Begun();

    [GeneratedRegex(@"\bExecute(Update|Delete)(Async)?\b")]
    private static partial Regex OutOfTurn();

    [GeneratedRegex("[\u4e00-\u9fff）”》][,:;?!](?=[\u4e00-\u9fff（“《])")]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK)\b|catch *(\([^)]*\))? *\{ *\}")]
    private static partial Regex Unfinished();
}
