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

    /// <summary>Days since it last opened on which its host answered that it does not.</summary>
    public int FailedDays { get; private set; }

    /// <summary>Days in a row on which nothing answered: nothing is known of it, until that persists.</summary>
    public int SilentDays { get; private set; }

    /// <summary>What was wrong the last time, in words.</summary>
    public string Failure { get; private set; } = "";

    /// <summary>Since when it counts as dead; null: it does not.</summary>
    public DateOnly? DeadOn { get; private set; }

    public void Opened(DateOnly day) => (AskedOn, FailedDays, SilentDays, Failure, DeadOn) = (day, 0, 0, "", null);

    /// <summary>Nobody may ask it from here: nothing is known of it.</summary>
    public void LeftAlone(DateOnly day) => AskedOn = day;

    /// <param name="days">So many days must fail before it counts as dead: a site may be down for a day.</param>
    public void Failed(string why, DateOnly day, int days)
    {
        if (AskedOn == day)
        {
            return;
        }

        (AskedOn, FailedDays, SilentDays, Failure) = (day, FailedDays + 1, 0, why);
        DeadOn ??= FailedDays >= days ? day : null;
    }

    /// <param name="days">So many days of silence before it counts as dead: a host may be slow or away for a while, with all its addresses.</param>
    public void Silent(string why, DateOnly day, int days)
    {
        if (AskedOn == day)
        {
            return;
        }

        (AskedOn, SilentDays, Failure) = (day, SilentDays + 1, why);
        DeadOn ??= SilentDays >= days ? day : null;
    }
}
