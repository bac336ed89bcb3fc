using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Change;

/// <summary>The rows of the form, and which fields make which element.</summary>
internal sealed partial class ItemForm
{
    /// <summary>The fields of each element, as the page names them.</summary>
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["name"] = [nameof(Name)],
        ["legalBasis"] = [nameof(LegalBasis)],
        ["authorityScope"] = [nameof(AuthorityScope)],
        ["useLevels"] = [nameof(UseLevels)],
        ["powerSource"] = [nameof(PowerSource)],
        ["entrustedBy"] = [nameof(EntrustedBy)],
        ["supervisedBy"] = [nameof(SupervisedBy)],
        ["handlingItems"] = [nameof(HandlingItems)],
        ["audience"] = [nameof(ServiceObject), nameof(ForPersons), nameof(ForCompanies)],
        ["conditions"] = [nameof(Conditions)],
        ["limits"] = [nameof(StatutoryDays), nameof(StatutoryUnit), nameof(StatutoryText), nameof(PromisedDays), nameof(PromisedUnit), nameof(PromisedText)],
        ["handlingKind"] = [nameof(Instant), nameof(Filing)],
        ["process"] = [nameof(Steps), nameof(ProcessText)],
        ["specialSteps"] = [nameof(SpecialSteps)],
        ["uncountedSteps"] = [nameof(UncountedSteps)],
        ["materialTerms"] = [nameof(Materials)],
        ["result"] = [nameof(ResultName), nameof(ResultKind), nameof(ResultMonths)],
        ["fee"] = [nameof(Charged), nameof(FeeText), nameof(FeeBeforeDecision), nameof(Fees)],
        ["onlinePayment"] = [nameof(OnlinePayment)],
        ["visits"] = [nameof(Visits)],
        ["visitsReason"] = [nameof(VisitsReason)],
        ["onlineDepth"] = [nameof(OnlineDepth)],
        ["handleForms"] = [nameof(HandleForms)],
        ["entersHall"] = [nameof(EntersHall)],
        ["crossRegion"] = [nameof(CrossRegion)],
        ["commitment"] = [nameof(CommitmentContent), nameof(CommitmentRequirements), nameof(CommitmentLiability), nameof(CommitmentSupervision)],
        ["tolerance"] = [nameof(ToleranceDays)],
        ["tags"] = [nameof(Tags)],
        ["risks"] = [nameof(RiskClasses)],
        ["platform"] = [nameof(ExcludedReason), nameof(Simple), nameof(PreReview), nameof(Courier)],
        ["places"] = [nameof(Places)],
        ["consult"] = [nameof(ConsultPhone)],
        ["complaint"] = [nameof(ComplaintPhone)],
        ["questions"] = [nameof(Questions)],
        ["manual"] = [nameof(Manual)],
        ["remarks"] = [nameof(Remarks)],
    };

    /// <summary>Those of some elements for which a page sent no field: it only showed them.</summary>
    public static IReadOnlySet<string> OnlyShown(IEnumerable<string> elements, IReadOnlyCollection<string> sent)
    {
        bool Sent(string field) => sent.Any(s => s == "Input." + field || s.StartsWith($"Input.{field}[", StringComparison.Ordinal));
        bool Names(string key) => key == "materials" && sent.Any(s => s.StartsWith("Input.Materials[", StringComparison.Ordinal) && s.EndsWith("].Name", StringComparison.Ordinal));
        return elements.Where(key => !Names(key) && !Fields.GetValueOrDefault(key, []).Any(Sent)).ToHashSet(StringComparer.Ordinal);
    }

    internal sealed class MaterialRow
    {
        public string? Key { get; set; }

        public string? Name { get; set; }

        public string? Form { get; set; }

        public int? Copies { get; set; }

        public bool Optional { get; set; }

        public string? SourceCode { get; set; }

        public string? SourceNote { get; set; }

        public string? PaperRequiredBy { get; set; }

        public string? Note { get; set; }

        public string? CheckPoints { get; set; }

        public bool Committable { get; set; }

        public bool Tolerable { get; set; }
    }

    internal sealed class StepRow
    {
        public string? Key { get; set; }

        public string? Name { get; set; }

        public StepKind Kind { get; set; } = StepKind.Review;

        public int? Stage { get; set; }

        public string? Role { get; set; }

        public int? Days { get; set; }
    }

    internal sealed class SpecialRow
    {
        public string? Kind { get; set; }

        public string? Name { get; set; }

        public int? Days { get; set; }

        public string? LegalGround { get; set; }

        public bool Counted { get; set; }

        public bool Charged { get; set; }

        public string? ChargeBasis { get; set; }
    }

    internal sealed class UncountedRow
    {
        public string? Name { get; set; }

        public string? LegalGround { get; set; }

        public int? Days { get; set; }

        public string? Note { get; set; }
    }

    internal sealed class PairRow
    {
        public string? First { get; set; }

        public string? Second { get; set; }
    }

    internal sealed class FeeRow
    {
        public string? Name { get; set; }

        public string? Standard { get; set; }

        public string? Basis { get; set; }
    }

    internal sealed class PlaceRow
    {
        public string? Name { get; set; }

        public string? Address { get; set; }

        public string? OfficeHours { get; set; }

        public string? Phone { get; set; }
    }
}
