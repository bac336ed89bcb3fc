namespace Zhengtong.Catalogue.Model;

/// <summary>An address outside the platform that items send people to, and how it answered. One row for however many items name it.</summary>
internal sealed class OutwardLink
{
    public const int Longest = 500;

    public required Guid Id { get; init; }

    public required string Address { get; init; }

    /// <summary>The last day on which an item in use was seen to name it.</summary>
    public required DateOnly SeenOn { get; set; }

    /// <summary>The last day on which it was asked.</summary>
    public DateOnly? AskedOn { get; private set; }

    /// <summary>Days in a row on which it did not open.</summary>
    public int FailedDays { get; private set; }

    /// <summary>What was wrong the last time, in words.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Since when it counts as dead; null: it does not.</summary>
    public DateOnly? DeadOn { get; private set; }

    public void Opened(DateOnly day) => (AskedOn, FailedDays, Failure, DeadOn) = (day, 0, "", null);

    /// <summary>Nobody may ask it from here: nothing is known of it.</summary>
    public void LeftAlone(DateOnly day) => AskedOn = day;

    /// <param name="days">So many days must fail before it counts as dead: a site may be down for a day.</param>
    public void Failed(string why, DateOnly day, int days)
    {
        if (AskedOn == day)
        {
            return;
        }

        (AskedOn, FailedDays, Failure) = (day, FailedDays + 1, why);
        DeadOn ??= FailedDays >= days ? day : null;
    }
}
