using System.Linq.Expressions;
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
    int HotScore)
{
    public static readonly Expression<Func<ItemIndex, ItemRow>> Of = x => new ItemRow(
        x.Code, x.Name, x.OrganisationName, x.RegionCode, x.RegionName, x.TypeName, x.ForPersons, x.ForCompanies, x.Instant, x.Online, x.Visits, x.Applicable, x.HotScore);

    /// <summary>不见面审批 (03.36).</summary>
    public bool WithoutMeeting => Applicable && Online && Visits == 0;

    public string Link => "/items/" + Uri.EscapeDataString(Code);
}
