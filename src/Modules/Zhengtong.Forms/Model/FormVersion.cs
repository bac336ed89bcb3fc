using System.Globalization;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Forms.Model;

/// <summary>One published version of a form. Written once.</summary>
internal sealed class FormVersion : ITraced
{
    private FormVersion()
    {
    }

    public Guid Id { get; private init; }

    public string Key { get; private init; } = "";

    public int Number { get; private init; }

    public string Title { get; private init; } = "";

    /// <summary>The definition as JSON.</summary>
    public string Definition { get; private init; } = "";

    public DateTime PublishedAt { get; private init; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static FormVersion Of(FormDefinition definition, int number, Act act) => new()
    {
        Id = Guid.CreateVersion7(),
        Key = definition.Key,
        Number = number,
        Title = definition.Title,
        Definition = definition.ToJson(),
        PublishedAt = act.At,
    };

    public PublishedForm Read() => new(FormDefinition.Parse(Definition).Value, Number.ToString(CultureInfo.InvariantCulture));
}
