using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Profiles;

/// <summary>Completes the content of an item by its type's profile. A pure function: the source's own words stay, and all that was added is named.</summary>
internal static class DefaultProfile
{
    public static ItemContent Complete(ProfileTable table, string name, ItemContent content)
    {
        if (table.Of(content.TypeCode) is not { } profile)
        {
            return content;
        }

        var added = new List<string>(content.Defaulted);
        T Keep<T>(T own, bool given, Func<T> fallback, string element)
        {
            if (given)
            {
                return own;
            }

            added.Add(element);
            return fallback();
        }

        var filing = Keep(content.Filing, content.Filing || !table.Filing.Fits(name, content.TypeCode), () => true, "按备案办理");
        var instant = content.Instant || (!filing && table.Instant.Fits(name, content.TypeCode));
        var forms = table.Forms.FirstOrDefault(f => f.Words.All(w => name.Contains(w, StringComparison.Ordinal)));
        var takesLimit = content.StatutoryLimit is null && content.StatutoryLimitText.Length == 0 && profile.StatutoryLimit is not null && !filing;
        if (takesLimit)
        {
            added.Add("法定办结时限");
        }

        var (tolerance, commitment) = table.ExcludedFromModes(name) is null ? (content.ToleranceDays, content.Commitment) : (null, null);
        return content with
        {
            Filing = filing,
            Instant = instant,
            Steps = Keep(content.Steps, content.Steps.Count > 0, () => StepsOf(table, profile, filing, instant), "办理环节"),
            Result = content.Result.Name.Length > 0
                ? content.Result with { Template = TemplateOf(content.Result, filing) }
                : Keep(content.Result, false, () => filing ? table.Filing.Result! : profile.Result, "办理结果"),
            StatutoryLimit = takesLimit ? profile.StatutoryLimit : content.StatutoryLimit,
            StatutoryLimitText = takesLimit ? profile.StatutoryLimitText : content.StatutoryLimitText,
            UncountedSteps = Keep(content.UncountedSteps, content.UncountedSteps.Count > 0 || filing || instant || profile.UncountedSteps.Count == 0, () => profile.UncountedSteps, "不计入时限的环节"),
            PersonForm = Keep(content.PersonForm, !content.ForPersons || content.PersonForm.Length > 0, () => forms?.PersonForm ?? table.PersonForm, "个人申请表"),
            CompanyForm = Keep(content.CompanyForm, !content.ForCompanies || content.CompanyForm.Length > 0, () => forms?.CompanyForm ?? table.CompanyForm, "企业申请表"),
            ToleranceDays = tolerance,
            Commitment = commitment,
            Defaulted = added,
        };
    }

    private static IReadOnlyList<ItemStep> StepsOf(ProfileTable table, TypeProfile profile, bool filing, bool instant) =>
        filing ? table.Filing.Steps
        : instant ? table.Instant.Steps
        : profile.StepsLike.Length > 0 ? table.Of(profile.StepsLike)!.Steps
        : profile.Steps;

    /// <summary>The template follows from what the source calls the result.</summary>
    private static string TemplateOf(ItemResult result, bool filing) =>
        result.Template.Length > 0 ? result.Template
        : filing || result.Name.Contains("证明", StringComparison.Ordinal) ? "certificate"
        : result.KindCode == "1" ? "licence" : "approval";
}
