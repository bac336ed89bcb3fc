namespace Zhengtong.Identity.Passkeys;

/// <summary>The button that signs in, or proves anew, with a passkey.</summary>
internal sealed record PasskeyForm(string? ReturnUrl, bool StepUp);
