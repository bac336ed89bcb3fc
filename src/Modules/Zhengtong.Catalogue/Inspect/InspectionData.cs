using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Inspect.Rules;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>The lists the inspection works with that come as data: vague words and the questions of manual checks. Read once.</summary>
internal sealed class InspectionData(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly Lazy<IReadOnlyList<VagueWord>> _words = new(() => Rows(configuration, environment, "catalogue/vague-words.csv",
        r => new VagueWord(r["word"], r["elements"].Split(' ', StringSplitOptions.RemoveEmptyEntries), r["at_end"] == "yes", r["except"])));

    private readonly Lazy<IReadOnlyList<ManualQuestion>> _questions = new(() => Rows(configuration, environment, "catalogue/manual-checks.csv",
        r => new ManualQuestion(r["key"], r["question"], r["elements"].Split(' ', StringSplitOptions.RemoveEmptyEntries), r["hint"])));

    public IReadOnlyList<VagueWord> Words => _words.Value;

    public IReadOnlyList<ManualQuestion> Questions => _questions.Value;

    private static IReadOnlyList<T> Rows<T>(IConfiguration configuration, IHostEnvironment environment, string file, Func<CsvRow, T> of)
    {
        if (DataFolder.Find(configuration, environment) is not { } data || !File.Exists(Path.Combine(data.Path, file)))
        {
            return [];
        }

        using var text = data.Open(file);
        return [.. Csv.Read(text).Select(of)];
    }
}

/// <summary>A question on the logic between elements that only a person can answer (02.10).</summary>
internal sealed record ManualQuestion(string Key, string Question, IReadOnlyList<string> Elements, string Hint);
