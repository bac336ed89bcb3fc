namespace Zhengtong.Platform.Documents;

/// <summary>What is on a document besides its text.</summary>
/// <param name="Organisation">Who issues it.</param>
/// <param name="Number">文号; empty when it has none.</param>
/// <param name="At">UTC; goes into the file, so that issuing anew gives the same bytes.</param>
public sealed record Issuing(string Organisation, string Number, DateTime At);

/// <summary>Turns a template and data into a document.</summary>
public sealed class TemplateRenderer(PdfWriter pdf)
{
    /// <exception cref="ArgumentException">A declared field is missing from the data.</exception>
    public byte[] Render(DocumentTemplate template, IReadOnlyDictionary<string, object?> data, Issuing issuing) => pdf.Write(Set(template, data, issuing));

    /// <summary>The same document as encoded, semantic HTML, for preview, print and screen readers.</summary>
    /// <exception cref="ArgumentException">A declared field is missing from the data.</exception>
    public string RenderHtml(DocumentTemplate template, IReadOnlyDictionary<string, object?> data, Issuing issuing) =>
        PaperHtml.Write(Set(template, data, issuing));

    /// <summary>The blocks, for a caller that adds its own.</summary>
    public static Paper Set(DocumentTemplate template, IReadOnlyDictionary<string, object?> data, Issuing issuing)
    {
        var fields = template.DeclaredFields;
        if (fields.Where(f => !f.Optional && !data.ContainsKey(f.Name)).Select(f => f.Name).ToList() is { Count: > 0 } missing)
        {
            throw new ArgumentException($"Template {template.Key} v{template.Version} lacks {string.Join(", ", missing)}.", nameof(data));
        }

        var nodes = TemplateParser.Parse(template.Body, fields).Value;
        var blocks = BlockReader.Read(TemplateFilling.Of(nodes, data));
        return new Paper(template.Title, issuing.Organisation, issuing.Number, issuing.At, blocks);
    }
}
