using System.Linq.Expressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Browse;

/// <summary>One line of a list of items.</summary>
internal sealed record ItemRow(
    string Code,
    string Name,
    string OrganisationName,
    string RegionCode,
    string RegionName,
    string TypeName,
    bool ForPersons,
    bool ForCompanies,
    bool Instant,
    bool Online,
    int? Visits,
    bool Applicable,
    int HotScore,
    string Tags = "")
{
    public static readonly Expression<Func<ItemIndex, ItemRow>> Of = x => new ItemRow(
        x.Code, x.Name, x.OrganisationName, x.RegionCode, x.RegionName, x.TypeName, x.ForPersons, x.ForCompanies, x.Instant, x.Online, x.Visits, x.Applicable, x.HotScore, x.Tags);

    /// <summary>不见面审批 (03.36).</summary>
    public bool WithoutMeeting => Applicable && Online && Visits == 0;

    /// <summary>Tags that no other badge of the row says.</summary>
    public IEnumerable<string> MoreTags => Tags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(ShownByName.Contains).Select(t => ItemTags.Names[t]);

    private static readonly string[] ShownByName = [ItemTags.Mobile, ItemTags.OneTrip, ItemTags.Commitment, ItemTags.Tolerance, ItemTags.Assisted, ItemTags.CrossRegion];

    public string Link => "/items/" + Uri.EscapeDataString(Code);
}
