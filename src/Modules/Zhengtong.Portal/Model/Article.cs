using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Portal.Model;

/// <summary>A notice (公告) on the portal: written by an administrator, seen by everybody once published. Requirement 12.04.</summary>
internal sealed class Article : ITraced
{
    private Article()
    {
    }

    public Guid Id { get; private init; }

    public string Title { get; private set; } = "";

    /// <summary>Markdown; HTML in it is shown as text.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Stays on top of the list.</summary>
    public bool Pinned { get; private set; }

    public DateTime WrittenAt { get; private init; }

    public DateTime? PublishedAt { get; private set; }

    public string AuthorName { get; private set; } = "";

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public bool IsPublished => PublishedAt is not null;

    public static Article Write(string title, string body, bool pinned, Act act)
    {
        var article = new Article { Id = Guid.CreateVersion7(), WrittenAt = act.At };
        article.Rewrite(title, body, pinned, act);
        return article;
    }

    public void Rewrite(string title, string body, bool pinned, Act act) =>
        (Title, Body, Pinned, AuthorName, Revision) = (title.Trim(), body.Trim(), pinned, act.Actor.Name, Revision + 1);

    /// <summary>Shows it; the day of the first publication stays.</summary>
    public void Publish(Act act) => (PublishedAt, Revision) = (PublishedAt ?? act.At, Revision + 1);

    public void Withdraw() => (PublishedAt, Revision) = (null, Revision + 1);
}
