using System.Text.RegularExpressions;
using Xunit;
using Zhengtong.Cases.Track;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases;

/// <summary>An act that nobody gave words to would be missing from the applicant's timeline: the sources are read for what acts write.</summary>
public sealed partial class TraceWordsTests
{
    [Fact]
    [Requirement("03.08", "03.32")]
    public void Every_act_that_is_traced_has_its_words()
    {
        var sources = Directory.GetFiles(Path.Combine(ProductFolder.Root, "src", "Modules", "Zhengtong.Cases"), "*.cs", SearchOption.AllDirectories);
        var acts = sources.Select(File.ReadAllText)
            .SelectMany(text => Recorded().Matches(text).Select(m => m.Groups["first"].Value)
                .Concat(Recorded().Matches(text).Select(m => m.Groups["second"].Value)))
            .Where(what => what.Length > 0).Distinct().ToList();

        Assert.True(acts.Count > 20, string.Join(", ", acts));
        Assert.DoesNotContain(acts, what => TraceWords.Of(what) is null);
    }

    /// <summary>Record(act, "one", ...) and Record(act, condition ? "one" : "other", ...).</summary>
    [GeneratedRegex("""Record\(\s*act,\s*(?:[^",;]*\?\s*)?"(?<first>[a-z-]+)"(?:\s*:\s*"(?<second>[a-z-]+)")?""")]
    private static partial Regex Recorded();
}
