using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Manage;

/// <summary>Who enters the rooms of the catalogue; what they see there is decided inside the queries.</summary>
internal static class CataloguePolicies
{
    /// <summary>Those who keep items, and those who watch how they are kept.</summary>
    public const string Reader = "role:" + Roles.CatalogueManager + "," + Roles.ItemEditor + "," + Roles.Supervisor + "," + Roles.Administrator;
}
