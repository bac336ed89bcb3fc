namespace Zhengtong.Cases.Model;

/// <summary>A document of the procedure (文书) with its elements; the PDF is made from the pinned template when first asked for.</summary>
internal sealed class Notice
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Key of <see cref="Notices.NoticeKinds"/>, and of the template.</summary>
    public required string Kind { get; init; }

    /// <summary>文书编号.</summary>
    public required string Number { get; init; }

    /// <summary>JSON of the elements as they were on the day.</summary>
    public required string Elements { get; init; }

    public required DateTime At { get; init; }

    public required Guid ById { get; init; }

    /// <summary>The version of its template, pinned when it is first shown; 0 until then.</summary>
    public int TemplateVersion { get; set; }
}
