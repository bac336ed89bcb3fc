namespace Zhengtong.Identity.Contracts;

/// <summary>How much guessing at passwords goes on, for who watches over the platform. Numbers only: whose accounts they are is nobody's matter.</summary>
public interface ISignInFigures
{
    /// <summary>Accounts at a place, and places, that were made to wait for too many wrong sign-ins since then.</summary>
    Task<int> HeldUpAsync(DateTime since, CancellationToken ct);
}
