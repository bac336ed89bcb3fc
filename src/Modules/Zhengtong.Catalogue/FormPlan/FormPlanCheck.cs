using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// Says what of a plan cannot be right before anybody meets it (01.16): unknown names, circles, what can never show, what is needed only while it is hidden,
/// a question never reached, a material or a situation that no answers select, answers that select no situation. The forms' own checks do the proving: each
/// claim is put into the composed form as a text that shows exactly when the claim holds. Pure.
/// </summary>
internal static class FormPlanCheck
{
    private const string Claims = "planClaims";
    private const int MostCombinations = 40_000;

    private sealed record Claim(string Place, string Code, string Message, Rule Holds, bool MustHappen = true);

    public static IReadOnlyList<Problem> Of(ElementDictionary dictionary, ItemContent content)
    {
        var plan = content.FormPlan!;
        var found = Shape(plan, content).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        List<Claim> claims = [.. ClaimsOf(content, found).Distinct()];
        var open = claims.ToHashSet();
        var kinds = Kinds(content).ToList();
        var unknown = claims.ToDictionary(c => c, _ => "");
        foreach (var kind in kinds)
        {
            var composed = ComposeForm.Of(dictionary, plan, "plan", "申请表", kind);
            if (!composed.TryGet(out var form))
            {
                return composed.Problems;
            }

            found.AddRange(OfForm(form));
            if (found.Count > 0)
            {
                return Distinct(found);
            }

            var names = form.Sections.Where(s => s.Repeat is null).SelectMany(s => s.Fields).Select(f => f.Key).Concat(Rule.HouseNames).ToHashSet(StringComparer.Ordinal);
            foreach (var claim in claims)
            {
                if (RuleText.Names(claim.Holds).FirstOrDefault(n => !names.Contains(n)) is { } strange)
                {
                    unknown[claim] = strange;
                    continue;
                }

                unknown[claim] = "";
                var problems = FormChecks.Check(With(form, [claim.Holds]));
                if (problems.FirstOrDefault(p => p.Code != "forms.never-visible") is { } wrong)
                {
                    found.Add(Problem.Invalid("catalogue.plan-rule", $"{claim.Message}（{wrong.Message}）", claim.Place));
                    open.Remove(claim);
                }
                else if (problems.Count == 0 == claim.MustHappen)
                {
                    open.Remove(claim);
                }
            }
        }

        found.AddRange(open.Select(c => unknown[c].Length > 0
            ? Problem.Invalid("catalogue.plan-unknown-name", $"条件里的“{unknown[c]}”不是表单里的问题或要素。", c.Place)
            : Problem.Invalid(c.Code, c.Message, c.Place)));
        return Distinct(found);
    }

    /// <summary>What is wrong with a composed form by itself.</summary>
    public static IReadOnlyList<Problem> OfForm(FormDefinition form)
    {
        var found = FormChecks.Check(form).ToList();
        if (found.Count > 0)
        {
            return found;
        }

        foreach (var section in form.Sections.Where(s => s.Repeat is null))
        {
            foreach (var field in section.Fields.Where(f => f.RequiredWhen is not null && (f.VisibleWhen is not null || section.VisibleWhen is not null)))
            {
                Rule[] rules = [.. new[] { section.VisibleWhen, field.VisibleWhen, field.RequiredWhen }.OfType<Rule>()];
                if (FormChecks.Check(With(form, [new Rule.All(rules)])).Count > 0)
                {
                    found.Add(Problem.Invalid("catalogue.plan-contradiction", $"“{field.Label}”的必填条件与显示条件互相矛盾：要填的时候它不显示。", section.Key + "." + field.Key));
                }
            }
        }

        return found;
    }

    private static IEnumerable<Problem> Shape(ItemFormPlan plan, ItemContent content)
    {
        if (plan.Questions.Count == 0 && plan.Groups.Count == 0)
        {
            yield return Problem.Invalid("catalogue.plan-empty", "表单还是空的，请至少选用一个组别。");
        }

        foreach (var question in plan.Questions.Where(q => q.Options.Count < 2))
        {
            yield return Problem.Invalid("catalogue.question-options", $"问题“{question.Text}”至少要有两个答案。", ItemFormPlan.QuestionSection + "." + question.Key);
        }

        var rules = content.Situations.Select(s => (s.Name, s.When)).Concat(content.Materials.Select(m => (m.Name, m.When)))
            .Concat(content.Materials.SelectMany(m => m.ReviewPoints.Select(p => (p.Text, p.Rule))));
        foreach (var (name, rule) in rules.Where(r => r.Item2.Length > 0 && RuleText.Parse(r.Item2) is null))
        {
            yield return Problem.Invalid("catalogue.plan-rule", $"“{name}”的条件无法读取，请按“名称 = 值”填写。", name);
        }
    }

    private static List<Claim> ClaimsOf(ItemContent content, List<Problem> found)
    {
        var claims = new List<Claim>();
        var earlier = new List<Rule>();
        foreach (var situation in content.Situations)
        {
            var when = RuleText.Parse(situation.When);
            if (content.Asks)
            {
                var reached = new Rule.All([when ?? new Rule.All([]), .. earlier.Select(r => new Rule.Not(r))]);
                claims.Add(new Claim("situation." + situation.Key, "catalogue.situation-unreachable", $"没有一种回答会选中情形“{situation.Name}”，请核对它的条件和排在前面的情形。", reached));
                earlier.Add(when ?? new Rule.All([]));
                if (when is not null && RuleText.Names(when).Except(content.FormPlan!.Questions.Select(q => q.Key)).Except(Rule.HouseNames).FirstOrDefault() is { } strange)
                {
                    found.Add(Problem.Invalid("catalogue.plan-unknown-name", $"情形“{situation.Name}”的条件只能用问题的回答，“{strange}”不是问题。", "situation." + situation.Key));
                }
            }
        }

        if (content is { Asks: true, Situations.Count: > 0 } && content.FormPlan!.Questions.Aggregate(1.0, (n, q) => n * (q.Options.Count + 1)) < MostCombinations)
        {
            var answered = content.FormPlan.Questions.Select(q => RuleText.Parse(q.AskWhen) is { } ask
                ? new Rule.Any([new Rule.Not(ask), new Rule.Filled(q.Key)])
                : (Rule)new Rule.Filled(q.Key));
            claims.Add(new Claim("situation", "catalogue.situation-gap", "有的回答不对应任何情形：请补上情形，或让最后一个情形不设条件。", new Rule.All([.. answered, .. earlier.Select(r => new Rule.Not(r))]), MustHappen: false));
        }

        foreach (var material in content.Materials.Where(m => m.When.Length > 0 || (content.Asks && m.Situations.Count > 0)))
        {
            var bySituation = content.Asks && material.Situations.Count > 0
                ? new Rule.Any([.. content.Situations.Where(s => material.Situations.Contains(s.Key)).Select(s => RuleText.Parse(s.When) ?? new Rule.All([]))])
                : (Rule)new Rule.All([]);
            claims.Add(new Claim(
                "material." + material.Key, "catalogue.material-unreachable", $"没有一种回答会要材料“{material.Name}”，请核对它的条件。", new Rule.All([bySituation, RuleText.Parse(material.When) ?? new Rule.All([])])));
        }

        foreach (var (material, point) in content.Materials.SelectMany(m => m.ReviewPoints.Where(p => p.Rule.Length > 0).Select(p => (m, p))))
        {
            claims.Add(new Claim(
                $"material.{material.Key}", "catalogue.point-unreachable", $"没有一种回答能符合审查要点“{point.Text}”，请核对它的条件。", RuleText.Parse(point.Rule)!));
        }

        return claims;
    }

    private static IEnumerable<PartyKind> Kinds(ItemContent content)
    {
        if (content.ForPersons)
        {
            yield return PartyKind.Person;
        }

        if (content.ForCompanies)
        {
            yield return PartyKind.Company;
        }
    }

    private static FormDefinition With(FormDefinition form, IReadOnlyList<Rule> shows) => form with
    {
        Sections =
        [
            .. form.Sections,
            new FormSection
            {
                Key = Claims,
                Title = "核对",
                Fields = [.. shows.Select((rule, i) => new FormField { Key = "planClaim" + (char)('A' + i), Label = "核对", Hint = "核对", Type = FieldType.Statement, VisibleWhen = rule })],
            },
        ],
    };

    private static List<Problem> Distinct(IEnumerable<Problem> found) => [.. found.Distinct()];
}
