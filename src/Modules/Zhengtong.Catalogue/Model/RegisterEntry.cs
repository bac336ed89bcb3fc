using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>An entry of a list with entries of its own (权责清单, 市场准入负面清单 ...), as it is being compiled. What counts is the list's published version.</summary>
internal sealed class RegisterEntry : ITraced
{
    private RegisterEntry()
    {
    }

    public Guid Id { get; private init; }

    public string List { get; private init; } = "";

    /// <summary>Whose list it is: each region compiles its own.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>编号, once in a list.</summary>
    public string Number { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>GB/T 39046 A.1; empty where the list has no types.</summary>
    public string TypeCode { get; private set; } = "";

    public string Organisation { get; private set; } = "";

    /// <summary>The list's own fields by key, a JSON object.</summary>
    public string Fields { get; private set; } = "{}";

    public string SearchText { get; private set; } = "";

    public DateTime AddedAt { get; private init; }

    public DateTime ChangedAt { get; private set; }

    public Guid ChangedById { get; private set; }

    public string ChangedByName { get; private set; } = "";

    public DateTime? RemovedAt { get; private set; }

    public string RemovedReason { get; private set; } = "";

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public static RegisterEntry Add(string list, string regionCode, EntryFacts facts, Act act)
    {
        var entry = new RegisterEntry { Id = Guid.CreateVersion7(act.At), List = list, RegionCode = regionCode, AddedAt = act.At };
        entry.Change(facts, act);
        return entry;
    }

    /// <summary>Also brings back an entry that was taken off.</summary>
    public void Change(EntryFacts facts, Act act)
    {
        (Number, Name, TypeCode, Organisation, Fields) = (facts.Number, facts.Name, facts.TypeCode, facts.Organisation, facts.FieldsJson());
        SearchText = Read.SearchText.Normalise(facts.Number, facts.Name, facts.Organisation);
        (RemovedAt, RemovedReason) = (null, "");
        Touch(act);
    }

    public void Remove(Act act)
    {
        (RemovedAt, RemovedReason) = (act.At, act.Reason);
        Touch(act);
    }

    public EntryFacts Facts() => new(Number, Name, TypeCode, Organisation, EntryFacts.FieldsOf(Fields));

    /// <summary>Also when only what it corresponds to changes: a sheet that was checked before is then of a list that is no more, and the list's form of another entry.</summary>
    public void Touch(Act act) => (ChangedAt, ChangedById, ChangedByName, Revision) = (act.At, act.Actor.Id, act.Actor.Name, Revision + 1);
}
