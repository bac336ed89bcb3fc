using System.Globalization;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Forms.Checks;

/// <summary>The answers that could be given to the names that some rules speak of, one combination at a time.</summary>
internal sealed class PossibleWorld(FormDefinition definition)
{
    private const string Fresh = "\uE000";
    private readonly Dictionary<(string Section, string Field), Variable> _answers = [];
    private readonly Dictionary<string, Variable> _house = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (List<int> Counts, int At)> _counts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _needed = new(StringComparer.Ordinal);

    public double Combinations => Wheels().Aggregate(1.0, (n, wheel) => n * wheel);

    /// <summary>Gathers every name that decides whether this shows, directly or through what it hangs on.</summary>
    public void Need(FormSection section, FormField? field)
    {
        if (!_needed.Add($"{section.Key}.{field?.Key}"))
        {
            return;
        }

        if (field is not null)
        {
            Need(section, null);
        }

        foreach (var part in (field is null ? section.VisibleWhen : field.VisibleWhen) is { } rule ? RulePlaces.Parts(rule) : [])
        {
            if (part is Rule.Count(var counted, _, var number))
            {
                var repeated = definition.Section(counted)!;
                Need(repeated, null);
                var counts = _counts.TryGetValue(counted, out var known) ? known.Counts : [0];
                counts.AddRange(new[] { number - 1, number, number + 1 }.Where(n => n >= 0 && n <= repeated.Repeat!.Max).Except(counts).ToList());
                _counts[counted] = (counts, 0);
            }
            else if (RulePlaces.NameIn(part) is { } name)
            {
                NeedName(section, field, name, RulePlaces.LiteralsIn(part));
            }
        }
    }

    private void NeedName(FormSection section, FormField? field, string name, IReadOnlyList<RuleValue> literals)
    {
        if (Rule.HouseNames.Contains(name))
        {
            if (!_house.TryGetValue(name, out var house))
            {
                _house[name] = house = Variable.House(name);
            }

            house.Learn(literals);
        }
        else if (RulePlaces.Find(definition, section, field is not null, name) is var (s, f))
        {
            if (!_answers.TryGetValue((s.Key, f.Key), out var answer))
            {
                _answers[(s.Key, f.Key)] = answer = Variable.Of(f);
            }

            answer.Learn(literals);
            Need(s, f);
        }
    }

    public bool Any(Func<PossibleWorld, bool> holds)
    {
        do
        {
            if (holds(this))
            {
                return true;
            }
        }
        while (Turn());

        return false;
    }

    public bool Shows(FormSection section, FormField? field)
    {
        var own = field is null ? section.VisibleWhen : field.VisibleWhen;
        return (field is null || Shows(section, null)) && (own is null || Rule.Evaluate(own, new Scope(this, section, field is not null)));
    }

    private IEnumerable<int> Wheels() => _answers.Values.Concat(_house.Values).Select(v => v.Choices.Count).Concat(_counts.Values.Select(c => c.Counts.Count));

    /// <summary>Like an odometer; false after the last combination.</summary>
    private bool Turn()
    {
        foreach (var variable in _answers.Values.Concat(_house.Values))
        {
            variable.At = (variable.At + 1) % variable.Choices.Count;
            if (variable.At != 0)
            {
                return true;
            }
        }

        foreach (var (key, (counts, at)) in _counts.ToList())
        {
            _counts[key] = (counts, (at + 1) % counts.Count);
            if (_counts[key].At != 0)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Scope(PossibleWorld world, FormSection place, bool inRow) : IAnswers
    {
        public IReadOnlyList<string> Values(string name) => world._house.TryGetValue(name, out var house) ? house.Now
            : RulePlaces.Find(world.Definition, place, inRow, name) is var (s, f) && world.Shows(s, f) ? world._answers[(s.Key, f.Key)].Now
            : [];

        public int Count(string section) => world.Shows(world.Definition.Section(section)!, null) ? world._counts[section].Counts[world._counts[section].At] : 0;
    }

    private FormDefinition Definition => definition;

    /// <summary>The lists of texts that one name could stand for.</summary>
    private sealed class Variable(bool many, bool open, List<string> texts)
    {
        private List<IReadOnlyList<string>>? _choices;

        public int At { get; set; }

        public IReadOnlyList<string> Now => Choices[At];

        public List<IReadOnlyList<string>> Choices => _choices ??= many ? Subsets() : [[], .. texts.Distinct().Select(t => (IReadOnlyList<string>)[t])];

        public static Variable Of(FormField field) => field.Choices() is { Count: > 0 } options
            ? new Variable(field.Type == FieldType.Checkbox, open: false, options.Select(o => o.Value).ToList())
            : new Variable(many: false, open: true, [Fresh]);

        public static Variable House(string name) => name switch
        {
            "mode" => new Variable(false, false, [FormContext.Normal, FormContext.Commitment, FormContext.Tolerance]),
            "partyKind" => new Variable(false, false, [FormContext.Person, FormContext.Company]),
            _ => new Variable(many: true, open: true, [Fresh]),
        };

        public void Learn(IReadOnlyList<RuleValue> literals)
        {
            foreach (var literal in open ? literals : [])
            {
                if (many)
                {
                    texts.Add(literal.Text);
                }
                else if (literal.Number is { } n)
                {
                    texts.AddRange(new[] { n - 0.000001m, n, n + 0.000001m, n - 1, n + 1 }.Select(x => x.ToString("0.######", CultureInfo.InvariantCulture)));
                }
                else if (literal.Text.Length > 0)
                {
                    // The text itself, one just after it and one before it in code unit order.
                    texts.AddRange([literal.Text, literal.Text + "!", (literal.Text[..^1] is { Length: > 0 } before ? before : "!")]);
                }
            }

            _choices = null;
        }

        /// <summary>Every subset of few texts; of many, the empty one, the single ones and all, which makes the search too large to prove anything.</summary>
        private List<IReadOnlyList<string>> Subsets()
        {
            var distinct = texts.Distinct().ToList();
            return distinct.Count > 16
                ? [.. Enumerable.Repeat<IReadOnlyList<string>>([], 100_000)]
                : [.. Enumerable.Range(0, 1 << distinct.Count).Select(bits => (IReadOnlyList<string>)[.. distinct.Where((_, i) => (bits & (1 << i)) != 0)])];
        }
    }
}
