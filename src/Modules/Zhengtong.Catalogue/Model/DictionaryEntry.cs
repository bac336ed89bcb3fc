using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// One state of an entry of the data-element dictionary (数据要素字典, 01.15): an element, a group or a relation. A change is a further row with the next number;
/// the one with the highest number counts. Forms composed before keep what they were composed of.
/// </summary>
internal sealed class DictionaryEntry : IAppendOnly, ITraced
{
    private DictionaryEntry()
    {
    }

    public Guid Id { get; private init; }

    public EntryKind Kind { get; private init; }

    public string Key { get; private init; } = "";

    /// <summary>From 1 upwards.</summary>
    public int Number { get; private init; }

    /// <summary>Of the whole dictionary, from 1 upwards: what was judged against one edition becomes the next, and no two do.</summary>
    public int Edition { get; private init; }

    public string Name { get; private init; } = "";

    /// <summary>The element, group or relation as JSON.</summary>
    public string Body { get; private init; } = "";

    /// <summary>No longer offered; what was composed with it stays.</summary>
    public bool Retired { get; private init; }

    public DateTime At { get; private init; }

    public Guid ById { get; private init; }

    public string ByName { get; private init; } = "";

    public string Reason { get; private init; } = "";

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static DictionaryEntry Of(EntryKind kind, string key, int number, int edition, string name, string body, bool retired, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Kind = kind,
        Key = key,
        Number = number,
        Edition = edition,
        Name = name,
        Body = body,
        Retired = retired,
        At = act.At,
        ById = act.Actor.Id,
        ByName = act.Actor.Name,
        Reason = act.Reason,
    };
}

internal enum EntryKind
{
    Element = 1,
    Group = 2,
    Relation = 3,
}

/// <summary>That the version in force of an item uses an element of the dictionary in its form.</summary>
internal sealed class ElementUse
{
    public required string ElementKey { get; init; }

    public required Guid ItemId { get; init; }
}
