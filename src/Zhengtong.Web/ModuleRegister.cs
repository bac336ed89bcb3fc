using Zhengtong.Platform.Modules;

namespace Zhengtong.Web;

/// <summary>The modules of the product, in the order of the walls.</summary>
internal static class ModuleRegister
{
    public static readonly ModuleList All = new(
    [
        new Identity.IdentityModule(),
        new Safety.SafetyModule(),
        new Forms.FormsModule(),
        new Catalogue.CatalogueModule(),
        new Cases.CasesModule(),
        new Feedback.FeedbackModule(),
        new Halls.HallsModule(),
        new Portal.PortalModule(),
    ]);
}
