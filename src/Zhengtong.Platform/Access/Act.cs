using System.Globalization;

namespace Zhengtong.Platform.Access;

/// <summary>Who does something, for whom, through which end, why and when. Nothing changes without one; the trace is written from it.</summary>
/// <param name="Actor">The person (or the system) whose hand it is.</param>
/// <param name="ActingFor">The company or person on whose behalf, when not for oneself.</param>
/// <param name="At">UTC, whole microseconds (what both databases can keep).</param>
public sealed record Act(Actor Actor, Party? ActingFor, End End, string Reason, DateTime At)
{
    /// <summary>The party in whose name the act counts: whom one acts for, or oneself.</summary>
    public Party Party => ActingFor ?? new Party(Actor.Id, Actor.Name, PartyKind.Person);

    /// <summary>Whose an act is that no mandate reaches: somebody who acts under one speaks here for himself.</summary>
    public Party OwnParty => Party.Mandate is null ? Party : new Party(Actor.Id, Actor.Name, PartyKind.Person);

    /// <summary>What the page showed that he answers, as its hidden field <c>seen</c> says; empty when the page does not say it, null when there was no page.</summary>
    public string? Seen { get; init; }

    /// <summary>The key of the form that he sent, the same however often it is sent (<c>zt-once</c>).</summary>
    public Guid? Once { get; init; }

    /// <summary>The id of the one thing that an act makes: the second of two equal sends meets the row of the first.</summary>
    public Guid NewId() => Once ?? Guid.CreateVersion7(At);

    /// <summary>Something else stands there now than what he saw: his answer was not meant for it.</summary>
    /// <param name="now">A revision, a round or an id: what the page wrote into <c>seen</c>.</param>
    public bool SawOther(object now) => Seen is not null && Seen != Convert.ToString(now, CultureInfo.InvariantCulture);

    public static Act BySystem(string reason, DateTime utcNow) => new(Actor.System, null, End.System, reason, Micro(utcNow));

    /// <summary>Cuts to microseconds, so that a value read back equals the value written.</summary>
    public static DateTime Micro(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}

/// <summary>The end (端) an act came through.</summary>
public enum End
{
    System = 0,
    Window = 1,
    Pc = 2,
    Phone = 3,
    Kiosk = 4,
    Hotline = 5,
}

/// <summary>A natural or legal person who can have cases.</summary>
public sealed record Party(Guid Id, string Name, PartyKind Kind)
{
    /// <summary>How far whoever acts may act in the party's name; null: in everything, because he is it or is its agent in everything.</summary>
    public Mandate? Mandate { get; init; }
}

public enum PartyKind
{
    Person = 1,
    Company = 2,
}
