using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Import;

/// <summary>One row of a source on its way to becoming a version.</summary>
internal sealed record ItemDraft
{
    public required RowAt At { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>主项名称, where the source splits items.</summary>
    public string MainItem { get; init; } = "";

    /// <summary>领域 of a collected guide.</summary>
    public string Domain { get; init; } = "";

    public required string OrganisationName { get; init; }

    public string CreditCode { get; init; } = "";

    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    public required ItemContent Content { get; init; }

    public required string Source { get; init; }

    /// <summary>Nobody can apply: a statutory or an outdated guide.</summary>
    public bool GuideOnly { get; init; }

    /// <summary>The source is a bare list: elements that the item has already stay.</summary>
    public bool ListOnly { get; init; }

    public string MergeKey => $"{RegionCode}|{ItemName.Normalise(Name)}";
}

/// <param name="Row">Line of a CSV file, place in a JSON list.</param>
internal sealed record RowAt(string File, int Row, string Key);

internal sealed record RowFault(RowAt At, string Problem, string Message, bool Warning = false);
