using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving;

/// <summary>What holds of the proofs of a party.</summary>
internal static class Proofs
{
    public static IQueryable<IdentityProof> ProofsOf(this Database db, Guid partyId) => db.Set<IdentityProof>().Where(x => x.PartyId == partyId && x.EndedAt == null);

    /// <summary>Also by what this save is about to keep.</summary>
    public static async Task<bool> IsProvedAsync(this Database db, Guid partyId, AssuranceLevel level, CancellationToken ct) =>
        db.Set<IdentityProof>().Local.Any(x => x.PartyId == partyId && x.EndedAt == null && x.Level >= level) || await db.ProofsOf(partyId).AnyAsync(x => x.Level >= level, ct);

    /// <summary>In plain words.</summary>
    public static string NameOf(ProofKind kind) => kind switch
    {
        ProofKind.RealName => "姓名和证件号码核验一致",
        ProofKind.Face => "人脸核验通过",
        ProofKind.Counter => "窗口核对本人和证件",
        ProofKind.Certificate => "数字证书认证",
        ProofKind.Payment => "本人账户支付认证",
        ProofKind.Federated => "其他平台认证",
        ProofKind.Register => "登记信息核验一致",
        ProofKind.Transfer => "对公账户打款验证通过",
        _ => kind.ToString(),
    };
}
