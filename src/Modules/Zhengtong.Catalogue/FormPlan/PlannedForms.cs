using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// Turns the plan of an item into published forms that its version points at, exactly: <c>key@version</c>. A running case and a draft keep the version they were
/// pinned to; equal content is the version there is. Forms are published in a unit of work of their own: a version of a form that no item points at harms nobody.
/// </summary>
internal sealed class PlannedForms(ElementDictionaries dictionaries, IServiceScopeFactory scopes)
{
    /// <summary>All that is wrong with the plan, with the place; nothing when the item has none.</summary>
    public async Task<IReadOnlyList<Problem>> CheckAsync(ItemContent content, CancellationToken ct) =>
        content.FormPlan is null ? [] : FormPlanCheck.Of(await dictionaries.CurrentAsync(ct), content);

    /// <summary>The form as it would be, for a look or a try.</summary>
    public async Task<Outcome<FormDefinition>> ComposeAsync(string code, string name, ItemContent content, PartyKind kind, CancellationToken ct) =>
        ComposeForm.Of(await dictionaries.CurrentAsync(ct), content.FormPlan!, KeyOf(code, kind), Title(name), kind);

    /// <returns>The request with the forms its content is to point at.</returns>
    public async Task<Outcome<PublishRequest>> PublishAsync(PublishRequest request, Act act, CancellationToken ct)
    {
        if (request.Content.FormPlan is not { } plan)
        {
            return request;
        }

        var dictionary = await dictionaries.CurrentAsync(ct);
        var problems = FormPlanCheck.Of(dictionary, request.Content);
        if (problems.Count > 0)
        {
            return Outcome<PublishRequest>.Because(problems);
        }

        await using var scope = scopes.CreateAsyncScope();
        var forms = scope.ServiceProvider.GetRequiredService<IFormCatalogue>();
        var content = request.Content;
        foreach (var kind in ((PartyKind[])[PartyKind.Person, PartyKind.Company]).Where(k => k == PartyKind.Person ? content.ForPersons : content.ForCompanies))
        {
            var composed = ComposeForm.Of(dictionary, plan, KeyOf(request.Code, kind), Title(request.Name), kind);
            var published = composed.TryGet(out var form) ? await forms.PublishAsync(form, act, ct) : Outcome<PublishedForm>.Because(composed.Problems);
            if (!published.TryGet(out var there))
            {
                return Outcome<PublishRequest>.Because(published.Problems);
            }

            content = kind == PartyKind.Person ? content with { PersonForm = FormReference.Of(there) } : content with { CompanyForm = FormReference.Of(there) };
        }

        return request with { Content = content };
    }

    /// <summary>Keys of forms are short and of few signs, codes of items are neither: a readable part and a digest that tells codes apart.</summary>
    public static string KeyOf(string code, PartyKind kind)
    {
        var readable = new string([.. code.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit).Take(32)]);
        return $"item-{readable}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)).AsSpan(0, 5))}-{(kind == PartyKind.Company ? "c" : "p")}";
    }

    private static string Title(string name) => name.Length > 180 ? name[..180] + "申请表" : name + "申请表";
}
