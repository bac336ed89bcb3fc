namespace Zhengtong.Forms.Contracts;

/// <summary>How an item names its form: a key, whose newest version counts, or <c>key@version</c>, exactly that one.</summary>
public static class FormReference
{
    public static string Of(PublishedForm form) => $"{form.Definition.Key}@{form.Version}";

    public static Task<PublishedForm?> ReferredAsync(this IFormCatalogue forms, string reference, CancellationToken ct) => reference.Split('@') switch
    {
        [var key, var version] => forms.FindAsync(key, version, ct),
        _ => forms.FindAsync(reference, ct),
    };
}
