namespace Zhengtong.Platform.Access;

/// <summary>Who does something, for whom, through which end, why and when. Nothing changes without one; the trace is written from it.</summary>
/// <param name="Actor">The person (or the system) whose hand it is.</param>
/// <param name="ActingFor">The company or person on whose behalf, when not for oneself.</param>
/// <param name="At">UTC, whole microseconds (what both databases can keep).</param>
public sealed record Act(Actor Actor, Party? ActingFor, End End, string Reason, DateTime At)
{
    /// <summary>The party in whose name the act counts: whom one acts for, or oneself.</summary>
    public Party Party => ActingFor ?? new Party(Actor.Id, Actor.Name, PartyKind.Person);

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
public sealed record Party(Guid Id, string Name, PartyKind Kind);

public enum PartyKind
{
    Person = 1,
    Company = 2,
}
