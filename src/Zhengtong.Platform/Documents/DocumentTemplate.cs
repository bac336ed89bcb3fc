using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Zhengtong.Platform.Access;

namespace Zhengtong.Platform.Documents;

/// <summary>One version of a document template (文书模板). A version never changes, so an issued document can always be explained by its own text.</summary>
public sealed class DocumentTemplate
{
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    private DocumentTemplate()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>For example <c>cases.acceptance-notice</c>.</summary>
    public string Key { get; private set; } = "";

    public int Version { get; private set; }

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>The declared fields as JSON.</summary>
    public string Fields { get; private set; } = "[]";

    public DateTime CreatedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public string CreatedByName { get; private set; } = "";

    public string Reason { get; private set; } = "";

    /// <summary>The version in use for new documents; one a key.</summary>
    public bool Active { get; private set; }

    public IReadOnlyList<TemplateField> DeclaredFields => JsonSerializer.Deserialize<List<TemplateField>>(Fields, Json) ?? [];

    internal static DocumentTemplate First(TemplateSeed seed, Act act) => Make(seed.Key, 1, seed.Title, seed.Body, Serialize(seed.Fields), act);

    /// <summary>The next version, in use at once; this one steps back.</summary>
    internal DocumentTemplate Next(string title, string body, string fields, Act act)
    {
        Active = false;
        return Make(Key, Version + 1, title, body, fields, act);
    }

    internal static string Serialize(IReadOnlyList<TemplateField> fields) => JsonSerializer.Serialize(fields, Json);

    private static DocumentTemplate Make(string key, int version, string title, string body, string fields, Act act) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = key,
        Version = version,
        Title = title,
        Body = body,
        Fields = fields,
        CreatedAt = act.At,
        CreatedBy = act.Actor.Id,
        CreatedByName = act.Actor.Name,
        Reason = act.Reason,
        Active = true,
    };
}

/// <summary>A field a template may use.</summary>
/// <param name="Name">As written between the braces.</param>
/// <param name="Label">Chinese, for the person who edits the template.</param>
/// <param name="Optional">May be missing from the data; any other missing field is a fault of the program.</param>
/// <param name="Items">The fields of a list's entries; a list without them holds plain texts, written <c>{{this}}</c>.</param>
public sealed record TemplateField(string Name, string Label, FieldKind Kind = FieldKind.Text, bool Optional = false, IReadOnlyList<TemplateField>? Items = null);

public enum FieldKind
{
    Text = 0,
    List = 1,
}

/// <summary>A template as a module brings it.</summary>
public sealed record TemplateSeed(string Key, string Title, string Body, IReadOnlyList<TemplateField> Fields);

/// <summary>Where a module's templates come from; registered in the container.</summary>
public interface ITemplateSource
{
    IEnumerable<TemplateSeed> Templates { get; }
}
