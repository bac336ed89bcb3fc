using System.Globalization;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>What a rule of the inspection standard says, written on a page as an expression that holds where an item is at fault (02.07).</summary>
/// <param name="Element">Key of the item element it is about.</param>
/// <param name="Types">Only items of these types, their codes with commas between; empty: all.</param>
/// <param name="Levels">Only items of these levels, 1 nation to 6 village, with commas between; empty: all.</param>
/// <param name="Days">Working days to mend.</param>
internal sealed record RuleWording(string Title, string Why, string Source, string Element, bool Blocks, string Types, string Levels, int Days, string Remedy, string Expression)
{
    public IReadOnlyList<string> TypeList => Types.Split(',', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<int> LevelList => [.. Levels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(l => int.Parse(l, CultureInfo.InvariantCulture))];
}

/// <summary>A rule somebody of a region added to the standard for that region and below. It counts once a version of it is published by a second person.</summary>
internal sealed class InspectionRule : ITraced
{
    public required Guid Id { get; init; }

    public required string RegionCode { get; init; }

    public string Title { get; private set; } = "";

    public string Why { get; private set; } = "";

    public string Source { get; private set; } = "";

    public string Element { get; private set; } = "";

    public bool Blocks { get; private set; }

    public string Types { get; private set; } = "";

    public string Levels { get; private set; } = "";

    public int Days { get; private set; }

    public string Remedy { get; private set; } = "";

    /// <summary>The forms' rule language, as JSON.</summary>
    public string Expression { get; private set; } = "";

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public DateTime ChangedAt { get; private set; }

    /// <summary>The newest published version; 0: none yet.</summary>
    public int Published { get; private set; }

    /// <summary>When it was last taken out of the standard.</summary>
    public DateTime? RetiredAt { get; private set; }

    public string RetiredReason { get; private set; } = "";

    public string RetiredByName { get; private set; } = "";

    /// <summary>Versions up to this one count no more, whatever is published later.</summary>
    public int RetiredThrough { get; private set; }

    /// <summary>Who asked for its end, why and when; empty while nobody did. A second person ends it.</summary>
    public Guid? EndAskedById { get; private set; }

    public string EndAskedByName { get; private set; } = "";

    public DateTime? EndAskedAt { get; private set; }

    public string EndReason { get; private set; } = "";

    public bool IsInForce => Published > RetiredThrough;

    public bool IsRetired => RetiredThrough > 0 && !IsInForce;

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public string Key => "r-" + Id.ToString("N");

    public RuleWording Text => new(Title, Why, Source, Element, Blocks, Types, Levels, Days, Remedy, Expression);

    public void Write(RuleWording text, Guid byId, string byName, DateTime at)
    {
        (Title, Why, Source, Element, Blocks) = (text.Title, text.Why, text.Source, text.Element, text.Blocks);
        (Types, Levels, Days, Remedy, Expression) = (text.Types, text.Levels, text.Days, text.Remedy, text.Expression);
        (AuthorId, AuthorName, ChangedAt, Revision) = (byId, byName, at, Revision + 1);
    }

    public InspectionRuleVersion Publish(DateOnly effectiveOn, string byName, DateTime at)
    {
        (Published, Revision) = (Published + 1, Revision + 1);
        ForgetEnd();
        return InspectionRuleVersion.Of(this, effectiveOn, byName, at);
    }

    public void AskEnd(string reason, Guid byId, string byName, DateTime at) => (EndReason, EndAskedById, EndAskedByName, EndAskedAt, Revision) = (reason, byId, byName, at, Revision + 1);

    public void KeepOn()
    {
        ForgetEnd();
        Revision++;
    }

    public void Retire(string byName, DateTime at)
    {
        (RetiredAt, RetiredReason, RetiredByName, RetiredThrough, Revision) = (at, EndReason, byName, Published, Revision + 1);
        ForgetEnd();
    }

    private void ForgetEnd() => (EndReason, EndAskedById, EndAskedByName, EndAskedAt) = ("", null, "", null);
}

/// <summary>A published version of a rule: never changed, since findings point at it.</summary>
internal sealed class InspectionRuleVersion : IAppendOnly
{
    private InspectionRuleVersion()
    {
    }

    public Guid Id { get; private init; }

    public Guid RuleId { get; private init; }

    public int Number { get; private init; }

    public string RegionCode { get; private init; } = "";

    public string Title { get; private init; } = "";

    public string Why { get; private init; } = "";

    public string Source { get; private init; } = "";

    public string Element { get; private init; } = "";

    public bool Blocks { get; private init; }

    public string Types { get; private init; } = "";

    public string Levels { get; private init; } = "";

    public int Days { get; private init; }

    public string Remedy { get; private init; } = "";

    public string Expression { get; private init; } = "";

    public DateOnly EffectiveOn { get; private init; }

    public DateTime PublishedAt { get; private init; }

    public string PublishedByName { get; private init; } = "";

    public RuleWording Text => new(Title, Why, Source, Element, Blocks, Types, Levels, Days, Remedy, Expression);

    public static InspectionRuleVersion Of(InspectionRule rule, DateOnly effectiveOn, string byName, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(),
        RuleId = rule.Id,
        Number = rule.Published,
        RegionCode = rule.RegionCode,
        Title = rule.Title,
        Why = rule.Why,
        Source = rule.Source,
        Element = rule.Element,
        Blocks = rule.Blocks,
        Types = rule.Types,
        Levels = rule.Levels,
        Days = rule.Days,
        Remedy = rule.Remedy,
        Expression = rule.Expression,
        EffectiveOn = effectiveOn,
        PublishedAt = at,
        PublishedByName = byName,
    };
}

/// <summary>A draft of a rule tried over the whole catalogue of its region, before it counts.</summary>
internal sealed class RuleTrial
{
    public const int MostExamples = 50;

    public required Guid Id { get; init; }

    public required Guid RuleId { get; init; }

    /// <summary>The wording that was tried; another wording must be tried again.</summary>
    public required string Expression { get; init; }

    public required string Types { get; init; }

    public required string Levels { get; init; }

    public required DateTime StartedAt { get; init; }

    public required string ByName { get; init; }

    /// <summary>About how many there are: as the last night counted them; 0 where none did yet.</summary>
    public int Total { get; set; }

    public int Checked { get; set; }

    public int Hits { get; set; }

    /// <summary>The first hits: code, a bar and name, one a line.</summary>
    public string Examples { get; set; } = "";

    public DateTime? EndedAt { get; set; }

    public bool Failed { get; set; }

    /// <summary>Whether what was tried is what the rule says now, and for the same items.</summary>
    public bool Tried(InspectionRule rule) => (Expression, Types, Levels) == (rule.Expression, rule.Types, rule.Levels);
}
