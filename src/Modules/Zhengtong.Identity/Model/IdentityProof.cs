using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Model;

/// <summary>
/// That a person or company was shown to be who they say (08.08, 08.13): by whom, how, when. A fact that is added and, when it no longer holds, ended; the level of a party is the highest of what
/// holds. Nothing of what was compared is kept: no picture, no voice.
/// </summary>
internal sealed class IdentityProof
{
    public required Guid Id { get; init; }

    /// <summary>The person or company.</summary>
    public required Guid PartyId { get; init; }

    public required ProofKind Kind { get; init; }

    public required AssuranceLevel Level { get; init; }

    /// <summary>Who answered: the name of the outside system, or of the organisation whose window it was.</summary>
    public required string Source { get; init; }

    /// <summary>Under which number it answered, so that it can be asked again.</summary>
    public string Reference { get; init; } = "";

    public required DateTime At { get; init; }

    public DateTime? EndedAt { get; private set; }

    public string EndedWhy { get; private set; } = "";

    public int Revision { get; private set; }

    /// <param name="source">Who answered.</param>
    public static IdentityProof Of(Guid partyId, ProofKind kind, string source, string reference, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(at), PartyId = partyId, Kind = kind, Level = LevelOf(kind), Source = source, Reference = reference, At = at,
    };

    public void End(string why, DateTime at) => (EndedAt, EndedWhy, Revision) = (at, why, Revision + 1);

    /// <summary>The level that a kind of proof reaches.</summary>
    public static AssuranceLevel LevelOf(ProofKind kind) => kind switch
    {
        ProofKind.RealName or ProofKind.Payment or ProofKind.Federated or ProofKind.Register or ProofKind.Transfer => AssuranceLevel.RealName,
        ProofKind.Face or ProofKind.Counter => AssuranceLevel.Checked,
        ProofKind.Certificate => AssuranceLevel.Certified,
        _ => AssuranceLevel.Registered,
    };
}

/// <summary>How somebody was shown to be who he says.</summary>
internal enum ProofKind
{
    /// <summary>Name and number compared with the register of residents or of documents (实名核验).</summary>
    RealName = 1,

    /// <summary>人脸识别.</summary>
    Face = 2,

    /// <summary>A clerk saw person and document (窗口核验).</summary>
    Counter = 3,

    /// <summary>数字证书.</summary>
    Certificate = 4,

    /// <summary>交易支付认证: a payment from an account that a bank keeps in that name (08.02).</summary>
    Payment = 5,

    /// <summary>Another platform answers for it (08.05).</summary>
    Federated = 6,

    /// <summary>The register of companies says so (登记信息核验).</summary>
    Register = 7,

    /// <summary>对公打款验证: an amount sent to the account that a bank keeps in the company's name was read there (08.02).</summary>
    Transfer = 8,
}
