using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Regime;

/// <summary>Drafts the data-security rules of the administrator's own region and their measures (18.08, 18.09, 18.14); published by another than wrote in the draft.</summary>
internal sealed class KeepRules(Database db)
{
    public const int LongestText = 50_000;
    private const int MostMeasures = 200;

    internal sealed class Command
    {
        public string? Title { get; set; }

        public string? Text { get; set; }

        public DateOnly? EffectiveFrom { get; set; }
    }

    internal sealed class MeasureInput
    {
        /// <summary>Of the measure to change; none: a new one.</summary>
        public string? Key { get; set; }

        public DataStage? Stage { get; set; }

        public List<ProtectedObject> Objects { get; set; } = [];

        public string? Safeguard { get; set; }

        public string? Organisation { get; set; }

        public string? Person { get; set; }

        public string? Requirement { get; set; }
    }

    public async Task<Outcome> WriteAsync(Command command, Act act, CancellationToken ct)
    {
        var form = new TypedForm();
        var title = form.Text(command.Title, nameof(Command.Title), "办法名称", SafetyModel.Name);
        var text = form.Text(command.Text, nameof(Command.Text), "正文", LongestText);
        return !form.Ok ? Outcome.Refused(form.Problems)
            : await OnAsync(act, "rules-drafted", rules => rules.Write(title, text, command.EffectiveFrom, act), new { title, command.EffectiveFrom }, ct);
    }

    public async Task<Outcome> SetMeasureAsync(MeasureInput input, Act act, CancellationToken ct)
    {
        var form = new TypedForm();
        if (input.Stage is not { } stage || !Enum.IsDefined(stage))
        {
            form.Wrong("safety.measure-stage", "请选择环节。", nameof(MeasureInput.Stage));
            stage = default;
        }

        var objects = input.Objects.Where(o => Enum.IsDefined(o)).Distinct().Order().ToList();
        if (objects.Count == 0)
        {
            form.Wrong("safety.measure-objects", "请选择适用的对象，至少一个。", nameof(MeasureInput.Objects));
        }

        var measure = new Measure(
            string.IsNullOrEmpty(input.Key) ? act.NewId().ToString("N") : input.Key, stage, objects,
            form.Text(input.Safeguard, nameof(MeasureInput.Safeguard), "防护措施", SafetyModel.Line),
            form.Text(input.Organisation, nameof(MeasureInput.Organisation), "责任单位", SafetyModel.Name),
            form.Text(input.Person, nameof(MeasureInput.Person), "责任人", SafetyModel.Name),
            form.Text(input.Requirement, nameof(MeasureInput.Requirement), "具体要求", SafetyModel.Paragraph));
        return !form.Ok ? Outcome.Refused(form.Problems) : await ChangeMeasuresAsync(act, measures =>
        {
            var at = measures.FindIndex(m => m.Key == measure.Key);
            if (at < 0 && !string.IsNullOrEmpty(input.Key))
            {
                return Database.ChangedMeanwhile;
            }

            if (at < 0 && measures.Count == MostMeasures)
            {
                return Problem.Conflict("safety.measures-many", $"一个办法最多 {MostMeasures} 项措施，请合并相近的措施。");
            }

            if (at < 0)
            {
                measures.Add(measure);
            }
            else
            {
                measures[at] = measure;
            }

            return null;
        }, measure, ct);
    }

    public Task<Outcome> RemoveMeasureAsync(string? key, Act act, CancellationToken ct) => ChangeMeasuresAsync(
        act, measures => measures.RemoveAll(m => m.Key == key) == 0 ? Database.ChangedMeanwhile : null, new { key }, ct);

    public async Task<Outcome> PublishAsync(Act act, CancellationToken ct)
    {
        var region = act.Actor.Post!.RegionCode;
        if (await db.Set<SafetyRules>().SingleOrDefaultAsync(r => r.RegionCode == region, ct) is not { Waits: true } rules)
        {
            return Problem.Conflict("safety.rules-nothing-waits", "没有等待公布的草稿，可能已被其他管理员公布。请刷新页面查看。");
        }

        if (act.SawOther(rules.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (rules.WasDraftedBy(act.Actor.Id))
        {
            return Problem.Forbidden("safety.rules-second-person", "办法须由另一名系统管理员公布，起草的人不能公布。");
        }

        if (rules.Title.Length == 0 || rules.Text.Length == 0 || rules.EffectiveFrom is not { } from || from < LegalDay.Of(act.At))
        {
            return Problem.Invalid("safety.rules-incomplete", "请先填写办法名称、正文和施行日期，施行日期不能早于公布的当天。");
        }

        var version = rules.Publish(act);
        db.Add(version);
        db.Record(rules, act, "rules-published", new { version.Number, version.Title, version.EffectiveFrom });
        return await db.SaveAsync(ct);
    }

    private Task<Outcome> ChangeMeasuresAsync(Act act, Func<List<Measure>, Problem?> change, object data, CancellationToken ct) => OnAsync(act, "measures-drafted", rules =>
    {
        var measures = Measure.Read(rules.Measures).ToList();
        if (change(measures) is { } problem)
        {
            return problem;
        }

        rules.Write(measures, act);
        return Outcome.Done();
    }, data, ct);

    private Task<Outcome> OnAsync(Act act, string what, Action<SafetyRules> change, object data, CancellationToken ct) => OnAsync(act, what, rules =>
    {
        change(rules);
        return Outcome.Done();
    }, data, ct);

    private async Task<Outcome> OnAsync(Act act, string what, Func<SafetyRules, Outcome> change, object data, CancellationToken ct)
    {
        var region = act.Actor.Post!.RegionCode;
        var rules = await db.Set<SafetyRules>().SingleOrDefaultAsync(r => r.RegionCode == region, ct);
        if (act.SawOther(rules?.Revision ?? 0))
        {
            return Database.ChangedMeanwhile;
        }

        if (rules is null)
        {
            rules = new SafetyRules { Id = Guid.CreateVersion7(act.At), RegionCode = region };
            db.Add(rules);
        }

        var changed = change(rules);
        if (!changed.Ok)
        {
            return changed;
        }

        db.Record(rules, act, what, data);
        return await db.SaveAsync(ct, Database.ChangedMeanwhile);
    }
}
