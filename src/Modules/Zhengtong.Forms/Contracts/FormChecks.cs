using Zhengtong.Forms.Checks;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// Reads a definition without any answers and says what cannot be right, before anybody meets it: nothing is published with a problem. <c>Field</c> of a
/// problem is the place, <c>section</c> or <c>section.field</c>.
/// </summary>
public static class FormChecks
{
    public static IReadOnlyList<Problem> Check(FormDefinition definition)
    {
        var shape = ShapeCheck.Of(definition).ToList();
        var references = ReferenceCheck.Of(definition).ToList();
        var cycles = references.Count == 0 ? CycleCheck.Of(definition).ToList() : [];

        // Whether a field can ever show is only a question when its rules have a meaning.
        var dead = shape.Count + references.Count + cycles.Count == 0 ? DeadFieldCheck.Of(definition) : [];
        return [.. shape, .. references, .. cycles, .. dead];
    }
}
