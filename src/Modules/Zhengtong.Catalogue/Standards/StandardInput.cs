using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Standards;

/// <summary>What is typed of a standard, and what it must be.</summary>
internal sealed class StandardInput
{
    public string? Title { get; set; }

    public StandardLevel? Level { get; set; }

    public StandardDomain? Domain { get; set; }

    public string? Drafters { get; set; }

    public string? Scope { get; set; }

    public int? Year { get; set; }

    public List<string> Functions { get; set; } = [];

    /// <summary>Of an existing standard only; a project gets its number when it is published.</summary>
    public string? Number { get; set; }

    public DateOnly? IssuedOn { get; set; }

    public DateOnly? InForceOn { get; set; }

    public static StandardInput Of(Standard of) => new()
    {
        Title = of.Title, Level = of.Level, Domain = of.Domain, Drafters = of.Drafters, Scope = of.Scope, Year = of.Year, Number = of.Number, IssuedOn = of.IssuedOn, InForceOn = of.InForceOn,
        Functions = [.. StandardFunction.Of(of.Functions).Select(f => f.Key)],
    };

    /// <param name="thisYear">A project is of this year or of one before (the ones set up in 2022).</param>
    public StandardFacts Check(bool existing, int thisYear, List<Problem> problems)
    {
        var (title, drafters, scope) = ((Title ?? "").Trim(), (Drafters ?? "").Trim(), (Scope ?? "").Trim());
        if (title.Length is 0 or > 200)
        {
            problems.Add(Problem.Invalid("catalogue.standard-title", "请填写标准名称，不超过 200 个字。", nameof(Title)));
        }

        if (Domain is not { } domain || !Enum.IsDefined(domain))
        {
            problems.Add(Problem.Invalid("catalogue.standard-domain", "请选择标准所属的领域。", nameof(Domain)));
        }

        if (drafters.Length > 1000 || (!existing && drafters.Length == 0))
        {
            problems.Add(Problem.Invalid("catalogue.standard-drafters", "请填写起草单位，不超过 1000 个字。", nameof(Drafters)));
        }

        if (scope.Length > 2000)
        {
            problems.Add(Problem.Invalid("catalogue.standard-scope", "适用范围不超过 2000 个字，请精简。", nameof(Scope)));
        }

        return existing ? Existing(title, drafters, scope, problems) : Project(title, drafters, scope, thisYear, problems);
    }

    private StandardFacts Project(string title, string drafters, string scope, int thisYear, List<Problem> problems)
    {
        if (Level is not (StandardLevel.Province or StandardLevel.City))
        {
            problems.Add(Problem.Invalid("catalogue.standard-local", "立项的是地方标准，请选择省级或市级。", nameof(Level)));
        }

        if (Year is not { } year || year < 2000 || year > thisYear)
        {
            problems.Add(Problem.Invalid("catalogue.standard-year", $"请填写立项年份，2000 到 {thisYear} 之间。", nameof(Year)));
        }

        return new StandardFacts(null, title, Level ?? default, Domain ?? default, drafters, scope, StandardFunction.Join(Functions), Year ?? 0, null, null);
    }

    private StandardFacts Existing(string title, string drafters, string scope, List<Problem> problems)
    {
        var number = StandardNumber.Parse(Number);
        if (number is null)
        {
            problems.Add(Malformed(nameof(Number)));
        }
        else if (Level is { } level && level != number.Level)
        {
            problems.Add(Problem.Invalid("catalogue.standard-level", $"{number.Text} 是{number.Level.Name()}的编号，与所选的级别不符。", nameof(Level)));
        }

        Dates(IssuedOn, InForceOn, problems);
        return new StandardFacts(number?.Text, title, number?.Level ?? default, Domain ?? default, drafters, scope, StandardFunction.Join(Functions), number?.Year ?? 0, IssuedOn, InForceOn);
    }

    public static Problem Malformed(string field) => Problem.Invalid(
        "catalogue.standard-number", "请填写完整的标准编号，例如 GB/T 39735-2020、DB51/T 1234-2026、DB5116/T 12-2026、GA/T 1000-2012、T/ABC 1-2026。", field);

    public static void Dates(DateOnly? issued, DateOnly? inForce, List<Problem> problems)
    {
        if (issued is null)
        {
            problems.Add(Problem.Invalid("catalogue.standard-issued", "请填写发布日期。", nameof(IssuedOn)));
        }

        if (inForce is null || inForce < issued)
        {
            problems.Add(Problem.Invalid("catalogue.standard-in-force", "请填写实施日期，不早于发布日期。", nameof(InForceOn)));
        }
    }
}
