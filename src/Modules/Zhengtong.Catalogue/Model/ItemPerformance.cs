using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Model;

/// <summary>What an item asked for at first and asks for now (减材料、减环节、减时限, 01.43); written with each version, gone with the item.</summary>
internal sealed class ItemMeasure
{
    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string RegionCode
    {
        get;
        init => (field, ProvinceCode) = (value, Region.At(value, 1));
    }

    /// <summary>By which a province asks, so that its items are read in the order of the list.</summary>
    public string ProvinceCode { get; private set; } = "";

    public string Name { get; set; } = "";

    public Guid OrganisationId { get; set; }

    public string OrganisationName { get; set; } = "";

    public int Versions { get; set; }

    public int FirstMaterials { get; set; }

    public int Materials { get; set; }

    public int FirstSteps { get; set; }

    public int Steps { get; set; }

    /// <summary>null: none promised, or in another unit.</summary>
    public int? FirstDays { get; set; }

    public int? Days { get; set; }

    public bool Commitment { get; set; }

    /// <summary>Materials, steps and days saved, together; lists are sorted by it.</summary>
    public int Saved { get; set; }
}

/// <summary>A rating of how an item is implemented, with what its organisation is to do about it (01.43).</summary>
internal sealed class ItemEvaluation
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string ItemName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required EvaluationRating Rating { get; init; }

    public required string Conclusion { get; init; }

    /// <summary>What is to change in the implementation list; empty: nothing.</summary>
    public required string Todo { get; init; }

    /// <summary>Until when it is to be mended; null: nothing is.</summary>
    public required DateOnly? DueOn { get; init; }

    /// <summary>The version that was rated.</summary>
    public required int RatedVersion { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    public DateTime? DoneAt { get; private set; }

    public string DoneByName { get; private set; } = "";

    public string Answer { get; private set; } = "";

    /// <summary>The version of the item in which it was done.</summary>
    public int DoneInVersion { get; private set; }

    /// <summary>When it was told that the limit has passed.</summary>
    public DateTime? LateToldAt { get; private set; }

    public int Revision { get; private set; }

    public void Late(DateTime at) => (LateToldAt, Revision) = (at, Revision + 1);

    public void Done(string answer, int version, Act act) => (DoneAt, DoneByName, Answer, DoneInVersion, Revision) = (act.At, act.Actor.Name, answer, version, Revision + 1);
}

internal enum EvaluationRating
{
    /// <summary>优秀.</summary>
    Excellent = 1,

    /// <summary>良好.</summary>
    Good = 2,

    /// <summary>一般.</summary>
    Fair = 3,

    /// <summary>较差.</summary>
    Poor = 4,
}
