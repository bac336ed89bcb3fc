using System.Globalization;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Halls.Model;

/// <summary>A venue (政务服务大厅, 便民服务中心, 便民服务站) where people are served in person.</summary>
internal sealed class Hall : ITraced
{
    private const string DayFormat = "yyyy-MM-dd";

    public Guid Id { get; private set; }

    /// <summary>Natural length, so that it prefixes the codes below.</summary>
    public string RegionCode { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>另挂牌: another sign on the door, for example of a 党群服务中心 it was merged into.</summary>
    public string AlsoNamed { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Phone { get; private set; } = "";

    /// <summary>What visitors should know: parking, buses.</summary>
    public string Note { get; private set; } = "";

    /// <summary>As <see cref="OpeningHours.ToString"/> writes them.</summary>
    public string Hours { get; private set; } = "";

    /// <summary>Days closed beside the calendar's, ISO dates parted by blanks.</summary>
    public string ClosedOn { get; private set; } = "";

    /// <summary>In use: shown to the public.</summary>
    public bool Open { get; private set; }

    public DateTime ChangedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public OpeningHours Week => OpeningHours.Of(Hours);

    public IReadOnlySet<DateOnly> ClosedDays => ClosedOn.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(d => DateOnly.ParseExact(d, DayFormat, CultureInfo.InvariantCulture)).ToHashSet();

    public static Hall Found(HallFacts facts, Act act)
    {
        var hall = new Hall { Id = Guid.CreateVersion7(act.At) };
        hall.Change(facts, act);
        return hall;
    }

    public void Change(HallFacts facts, Act act)
    {
        (RegionCode, Name, AlsoNamed, Address, Phone, Note, Open) = (facts.RegionCode, facts.Name, facts.AlsoNamed, facts.Address, facts.Phone, facts.Note, facts.Open);
        Hours = facts.Hours.ToString();
        ClosedOn = string.Join(' ', facts.ClosedDays.Order().Select(d => d.ToString(DayFormat, CultureInfo.InvariantCulture)));
        ChangedAt = act.At;
        Revision++;
    }
}

/// <summary>What an administrator says of a hall.</summary>
internal sealed record HallFacts(
    string RegionCode, string Name, string AlsoNamed, string Address, string Phone, string Note, OpeningHours Hours, IReadOnlyCollection<DateOnly> ClosedDays, bool Open);
