using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deliver;

/// <summary>Whether a result is genuine and in force, told to anybody who holds its code and to nobody else (核验). Persons' names stay masked.</summary>
internal sealed class Verification(Database db, TimeProvider clock)
{
    internal enum Standing
    {
        Valid,
        Expired,
        Revoked,
    }

    internal sealed record Answer(string Name, string Number, string Holder, string Issuer, string ItemName, DateOnly IssuedOn, DateOnly? ValidUntil, Standing Standing);

    /// <summary>What people copy from paper: blanks and dashes are forgiven, small letters too.</summary>
    public static string Tidy(string? code) => TypedText.Tidy(code, '-');

    /// <returns>null when no result carries that code.</returns>
    public async Task<Answer?> FindAsync(string code, CancellationToken ct)
    {
        var tidy = Tidy(code);
        var found = await db.Set<Result>().Where(r => r.VerificationCode == tidy)
            .Join(db.Set<Case>(), r => r.CaseId, c => c.Id, (r, c) => new { r.Name, r.Number, r.HolderName, r.IssuedOn, r.ValidUntil, r.RevokedAt, c.OrganisationName, c.ItemName, c.ApplicantKind })
            .SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : new Answer(
                found.Name, found.Number, found.ApplicantKind == PartyKind.Person ? Mask.Name(found.HolderName) : found.HolderName,
                found.OrganisationName, found.ItemName, found.IssuedOn, found.ValidUntil,
                found.RevokedAt is not null ? Standing.Revoked : found.ValidUntil < LegalDay.Today(clock) ? Standing.Expired : Standing.Valid);
    }
}
