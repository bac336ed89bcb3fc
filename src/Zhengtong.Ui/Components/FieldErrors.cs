using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Zhengtong.Ui.Components;

/// <summary>The ids and texts that a field and the error summary must agree on.</summary>
internal static class FieldErrors
{
    public static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    public static string TextOf(ModelError error) => error.ErrorMessage.Length > 0 ? error.ErrorMessage : "填写的内容无法识别，请检查后重新填写";

    public static string? For(ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) && entry.Errors.Count > 0 ? string.Join(";", entry.Errors.Select(TextOf)) : null;

    /// <summary>What was typed is kept: the attempted value wins over the model's.</summary>
    public static string? Attempted(ModelStateDictionary state, string name) =>
        state.TryGetValue(name, out var entry) ? entry.AttemptedValue : null;
}
