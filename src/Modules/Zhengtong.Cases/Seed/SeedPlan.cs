using Zhengtong.Cases.Deliver;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Seed;

/// <summary>
/// What is seeded, drawn from a fixed seed: the same number, items, people and day give the same cases. They lie on the working days of the two
/// years before the day; closed ones anywhere, open ones at their end with a few steps done, so that work lists look like those of a working house.
/// </summary>
internal sealed class SeedPlan
{
    private const int Seed = 511602;
    private const int YearsBack = 2;
    private readonly IReadOnlyList<SeedItem> _items;
    private readonly IReadOnlyList<SeedParty> _persons;
    private readonly IReadOnlyList<SeedParty> _companies;
    private readonly SeedStaff _staff;
    private readonly DateOnly[] _days;
    private readonly int _openPercent;

    public SeedPlan(IReadOnlyList<SeedItem> items, IReadOnlyList<SeedParty> parties, SeedStaff staff, WorkingCalendar calendar, DateOnly today, int openPercent)
    {
        _items = items;
        _persons = [.. parties.Where(p => p.Party.Kind == PartyKind.Person)];
        _companies = [.. parties.Where(p => p.Party.Kind == PartyKind.Company)];
        _staff = staff;
        _openPercent = openPercent;
        var first = today.AddYears(-YearsBack);
        _days = [.. Enumerable.Range(0, today.DayNumber - first.DayNumber).Select(first.AddDays).Where(calendar.IsWorkingDay)];
    }

    /// <summary>The numbers of the cases in the order of their receipt.</summary>
    public int[] InOrder(int count)
    {
        var numbers = Enumerable.Range(0, count).ToArray();
        Array.Sort(Array.ConvertAll(numbers, n => Case(n).Received.At), numbers);
        return numbers;
    }

    public PlannedCase Case(int number)
    {
        var random = new Random(unchecked((Seed * 397) ^ number));
        // Squared: a few items are asked for often, most seldom.
        var draw = random.NextDouble();
        var item = _items[(int)(_items.Count * draw * draw)];
        var party = PartyFor(item, random);
        var open = random.Next(100) < _openPercent;
        var granted = item.Item.Content.Filing || random.Next(100) >= 5;
        var electronic = random.Next(100) < 30;
        var steps = item.Item.Content.Steps.Where(s => s.Kind != StepKind.Intake && !(electronic && s.Kind == StepKind.Issue)).OrderBy(s => s.Stage).ToList();
        var done = open ? random.Next(steps.Count + 1) : steps.Count + 1;
        var gaps = new int[done];
        for (var i = 0; i < done; i++)
        {
            gaps[i] = random.Next(3);
        }

        var took = gaps.Sum();
        var day = open ? _days.Length - 1 - took - random.Next(4) : random.Next(_days.Length - took);
        var at = Moment(_days[day], null, random);
        var received = Receive(item.Item, party, at, random);
        var moves = new List<SeedMove>(done);
        for (var i = 0; i < done; i++)
        {
            day += gaps[i];
            at = Moment(_days[day], at, random);
            moves.Add(Move(i == 0 ? item.Item.Content.Steps.First(s => s.Kind == StepKind.Intake) : steps[i - 1], item.Item, granted, at));
        }

        return new PlannedCase(item, party, received, electronic ? DeliveryMethods.Electronic : DeliveryMethods.Pickup, moves);
    }

    private SeedParty PartyFor(SeedItem item, Random random)
    {
        var company = !item.Serves(PartyKind.Person) || (item.Serves(PartyKind.Company) && random.Next(100) < 40);
        var from = company ? _companies : _persons;
        return from[random.Next(from.Count)];
    }

    /// <summary>Two of five come to the window; the others apply online and bring the papers.</summary>
    private Act Receive(PublishedItem item, SeedParty party, DateTime at, Random random)
    {
        var end = random.Next(5) switch { 0 or 1 => End.Window, 2 => End.Phone, _ => End.Pc };
        return end == End.Window
            ? new Act(_staff.For(item.Content.Steps.First(s => s.Kind == StepKind.Intake), item), null, end, "", at)
            : new Act(party.Person, party.Party.Kind == PartyKind.Company ? party.Party : null, end, "", at);
    }

    private SeedMove Move(ItemStep step, PublishedItem item, bool granted, DateTime at) =>
        new(step.Kind, step.Key, new Act(_staff.For(step, item), null, step.Kind is StepKind.Intake or StepKind.Issue ? End.Window : End.Pc, "", at), granted);

    /// <summary>A time in office hours; after the former act when that was on the same day.</summary>
    private static DateTime Moment(DateOnly day, DateTime? former, Random random)
    {
        var fresh = LegalDay.AtUtc(day, new TimeOnly(9, 0)).AddSeconds(random.Next(7 * 3600)).AddMilliseconds(random.Next(1000));
        return former is { } f && LegalDay.Of(f) == day ? f.AddSeconds(300 + random.Next(1800)) : fresh;
    }
}
