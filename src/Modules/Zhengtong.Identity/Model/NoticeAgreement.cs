using Zhengtong.Identity.Privacy;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Model;

/// <summary>That a person agreed to a version of the privacy notice (个人信息保护法第十四条): which, in what words, when, through which end. Written once.</summary>
internal sealed class NoticeAgreement : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required int Version { get; init; }

    /// <summary>Of the words that he was shown.</summary>
    public required string TextHash { get; init; }

    public required DateTime AgreedAt { get; init; }

    public required End End { get; init; }

    public static NoticeAgreement Of(Guid personId, PrivacyNotice notice, End end, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(at), PersonId = personId, Version = notice.Number, TextHash = notice.TextHash, AgreedAt = at, End = end,
    };
}
