using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>What an administrator fills in about a system; several addresses stand one a line.</summary>
internal sealed class SystemInput
{
    /// <summary>Of a new one; fixed from then on.</summary>
    public Guid? OwnerId { get; set; }

    public string? Name { get; set; }

    public SystemKind Kind { get; set; } = SystemKind.Public;

    public bool Confidential { get; set; }

    public string? RedirectUris { get; set; }

    public string? SignOutUris { get; set; }

    public string? BackChannelUri { get; set; }

    public string? InitiateUri { get; set; }

    /// <summary>A list that the binder can fill.</summary>
    public List<string> Scopes { get; set; } = [];

    public AssuranceLevel Level { get; set; } = AssuranceLevel.Registered;

    public string? Sector { get; set; }

    public bool SeesPersonId { get; set; }

    public string? Jwks { get; set; }

    public bool OldSignature { get; set; }

    public string? Purpose { get; set; }

    public string? KeptFor { get; set; }

    public string? HealthUri { get; set; }

    public string? Contact { get; set; }

    public static SystemInput Of(SystemFacts f) => new()
    {
        Name = f.Name, Kind = f.Kind, Confidential = f.Confidential, RedirectUris = string.Join('\n', f.RedirectUris), SignOutUris = string.Join('\n', f.SignOutUris),
        BackChannelUri = f.BackChannelUri, InitiateUri = f.InitiateUri, Scopes = [.. f.Scopes], Level = f.Level, Sector = f.Sector, SeesPersonId = f.SeesPersonId, Jwks = f.Jwks,
        OldSignature = f.OldSignature,
        Purpose = f.Purpose, KeptFor = f.KeptFor, HealthUri = f.HealthUri, Contact = f.Contact,
    };

    public SystemFacts Facts() => new()
    {
        Name = Tidy(Name), Kind = Kind, Confidential = Confidential, RedirectUris = Lines(RedirectUris), SignOutUris = Lines(SignOutUris),
        BackChannelUri = Tidy(BackChannelUri), InitiateUri = Tidy(InitiateUri), Scopes = [.. Scopes.Distinct(StringComparer.Ordinal)], Level = Level, Sector = Tidy(Sector),
        SeesPersonId = SeesPersonId, Jwks = Tidy(Jwks), OldSignature = OldSignature, Purpose = Tidy(Purpose), KeptFor = Tidy(KeptFor), HealthUri = Tidy(HealthUri), Contact = Tidy(Contact),
    };

    private static string Tidy(string? text) => (text ?? "").Trim();

    private static IReadOnlyList<string> Lines(string? text) => [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];
}
