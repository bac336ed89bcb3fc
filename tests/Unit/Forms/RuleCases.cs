using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Zhengtong.Forms.Answers;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>The cases that server and browser share, and both ways to run them.</summary>
internal static class RuleCases
{
    public sealed record Set(IReadOnlyList<RuleCase> Rules, IReadOnlyList<VisibilityCase> Visibility);

    public sealed record RuleCase(string Name, JsonElement Rule, Dictionary<string, List<string>> Answers, Dictionary<string, int> Counts, bool Expect);

    public sealed record VisibilityCase(string Name, JsonElement Form, JsonElement Answers, CaseContext Context, List<string> Hidden);

    public sealed record CaseContext(List<string> Situation, string Mode, string PartyKind);

    public sealed record Results(List<bool> Rules, List<List<string>> Visibility);

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string File => Path.Combine(Folder(), "rule-cases.json");

    public static Set Read() => JsonSerializer.Deserialize<Set>(System.IO.File.ReadAllText(File), Json)!;

    public static bool OnServer(RuleCase c) => Rule.Evaluate(Rule.Parse(c.Rule.GetRawText()).Value, new Given(c));

    public static List<string> OnServer(VisibilityCase c)
    {
        var form = FormDefinition.Parse(c.Form.GetRawText()).Value;
        var answers = FormAnswers.Parse(c.Answers.GetRawText()).Value;
        var kind = c.Context.PartyKind == "company" ? PartyKind.Company : PartyKind.Person;
        var visibility = new Visibility(form, answers, new FormContext(c.Context.Situation, c.Context.Mode, kind, new DateOnly(2026, 3, 2)));
        var hidden = new List<string>();
        foreach (var section in form.Sections)
        {
            if (!visibility.Shows(section))
            {
                hidden.Add(section.Key);
            }

            for (var row = 0; row < (section.Repeat is null ? 1 : answers.Rows(section.Key)); row++)
            {
                hidden.AddRange(section.Fields.Where(f => !visibility.Shows(section, row, f)).Select(f => FieldName.Of(section, row, f)[FieldName.Prefix.Length..]));
            }
        }

        return hidden;
    }

    /// <summary>Runs a file of cases through form-rules.js in node, a stated prerequisite of the tests.</summary>
    public static async Task<Results> InBrowserAsync(string casesFile, CancellationToken ct)
    {
        var script = Path.GetFullPath(Path.Combine(Folder(), "../../../src/Modules/Zhengtong.Forms/Assets/form-rules.js"));
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder(), "run-rule-cases.mjs"), script, casesFile])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(ct), node.StandardError.ReadToEndAsync(ct));
        await node.WaitForExitAsync(ct);
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<Results>(await output, Json)!
            : throw new InvalidOperationException($"node failed: {await errors}");
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private sealed class Given(RuleCase c) : IAnswers
    {
        public IReadOnlyList<string> Values(string name) => c.Answers.GetValueOrDefault(name) ?? [];

        public int Count(string section) => c.Counts.GetValueOrDefault(section);
    }
}
