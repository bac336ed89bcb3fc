using System.Text.RegularExpressions;
using Xunit;
using Zhengtong.Catalogue.Manage;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>An act without words would stand in English in a history: the sources are read for what acts write.</summary>
public sealed partial class ItemTraceWordsTests
{
    [Fact]
    public void Every_act_that_the_catalogue_traces_has_its_words()
    {
        var sources = Directory.GetFiles(Path.Combine(ProductFolder.Root, "src", "Modules", "Zhengtong.Catalogue"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var acts = sources.SelectMany(text => Recorded().Matches(text).Select(m => m.Groups["what"].Value)
            .Concat(Passed().Matches(text).Select(m => m.Groups["what"].Value))
            .SelectMany(what => Word().Matches(what)).Select(m => m.Groups["word"].Value)).Distinct().ToList();

        Assert.True(acts.Count > 60, string.Join(", ", acts));
        Assert.Contains("end-retired", acts);
        Assert.Contains("became", acts);
        Assert.DoesNotContain(acts, what => ItemTraceWords.Find(what) is null);
    }

    /// <summary>db.Record(subject, act, "one", ...), also with a reason of its own, also with a condition and two words.</summary>
    [GeneratedRegex("""\.Record\((?:[^,;()]|\([^()]*\))+,\s*(?:act|ActOf\(\w+\)|Act\.BySystem\([^()]*\)|act with \{[^}]*\})\s*,\s*(?<what>[^;]*?"[a-z-]+"(?:\s*:\s*"[a-z-]+")?)""")]
    private static partial Regex Recorded();

    /// <summary>A word that a private method hands on to the record: OnAsync(id, act, "end-changed", ...).</summary>
    [GeneratedRegex("""OnAsync\(id, act, (?<what>"[a-z-]+")""")]
    private static partial Regex Passed();

    [GeneratedRegex("""(?<word>(?<=")[a-z]+(-[a-z]+)*(?="))""")]
    private static partial Regex Word();
}
