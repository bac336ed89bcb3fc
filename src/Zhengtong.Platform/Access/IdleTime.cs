namespace Zhengtong.Platform.Access;

/// <summary>How long a session lasts that nobody uses: an applicant at a shared computer walks away; staff read long files.</summary>
public static class IdleTime
{
    private static readonly TimeSpan OfApplicant = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan OfStaff = TimeSpan.FromHours(1);

    public static TimeSpan Of(ActorKind kind) => kind == ActorKind.Staff ? OfStaff : OfApplicant;
}
