using System.Diagnostics.CodeAnalysis;

namespace Zhengtong.Platform.Outcomes;

/// <summary>The result of an act that may be refused. Exceptions are for bugs and outages only.</summary>
public class Outcome
{
    private static readonly Outcome Fine = new([]);

    protected Outcome(IReadOnlyList<Problem> problems) => Problems = problems;

    public IReadOnlyList<Problem> Problems { get; }

    public bool Ok => Problems.Count == 0;

    public static Outcome Done() => Fine;

    public static Outcome Refused(params IReadOnlyList<Problem> problems) => problems.Count == 0
        ? throw new ArgumentException("A refusal needs a problem.", nameof(problems))
        : new Outcome(problems);

    public static implicit operator Outcome(Problem problem) => Refused(problem);
}

/// <inheritdoc cref="Outcome"/>
public sealed class Outcome<T> : Outcome
{
    private readonly T? _value;

    private Outcome(T value)
        : base([]) => _value = value;

    private Outcome(IReadOnlyList<Problem> problems)
        : base(problems)
    {
    }

    /// <exception cref="InvalidOperationException">The outcome was a refusal.</exception>
    public T Value => Ok ? _value! : throw new InvalidOperationException($"No value: {Problems[0].Code}");

    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return Ok;
    }

    public static implicit operator Outcome<T>(T value) => new(value);

    public static implicit operator Outcome<T>(Problem problem) => new([problem]);

    public static Outcome<T> Because(IReadOnlyList<Problem> problems) => new(problems);
}
