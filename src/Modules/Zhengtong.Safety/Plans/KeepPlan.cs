using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Plans;

/// <summary>Drafts an emergency plan, publishes it by another, records its exercises and what came of them (18.11).</summary>
internal sealed class KeepPlan(Database db)
{
    public static readonly Problem Unknown = Problem.NotFound("safety.plan-unknown", "没有找到这个预案，或不在您的管理范围内。");
    private const int LongestText = 50_000;
    private const int MostMonths = 36;
    private static readonly Problem Taken = Problem.Conflict("safety.plan-taken", "本地区已有同名的预案，请换一个名称，或修改原来的。");

    internal sealed class Command
    {
        public string? Name { get; set; }

        public string? Text { get; set; }

        public string? ExerciseMonths { get; set; }
    }

    internal sealed class Exercising
    {
        public DateOnly? HeldOn { get; set; }

        public string? Participants { get; set; }

        public string? Found { get; set; }

        /// <summary>What must be mended; none: nothing.</summary>
        public string? Mend { get; set; }

        public string? Responsible { get; set; }

        public DateOnly? DueOn { get; set; }
    }

    public async Task<Outcome<Guid>> MakeAsync(Command command, Act act, CancellationToken ct)
    {
        var (write, problems) = Read(command);
        return problems.Count > 0 ? Outcome<Guid>.Because(problems) : await db.OnceAsync<EmergencyPlan>(act, async () =>
        {
            var plan = new EmergencyPlan { Id = act.NewId(), RegionCode = act.Actor.Post!.RegionCode };
            write(plan, act);
            db.Add(plan);
            db.Record(plan, act, "plan-drafted", new { plan.Name, plan.ExerciseMonths });
            var saved = await db.SaveAsync(ct, Taken);
            return saved.Ok ? plan.Id : Outcome<Guid>.Because(saved.Problems);
        }, ct);
    }

    public async Task<Outcome> WriteAsync(Guid id, Command command, Act act, CancellationToken ct)
    {
        var (write, problems) = Read(command);
        return problems.Count > 0 ? Outcome.Refused(problems) : await OnAsync(id, act, plan =>
        {
            write(plan, act);
            db.Record(plan, act, "plan-drafted", new { plan.Name, plan.ExerciseMonths });
            return Task.FromResult(Outcome.Done());
        }, ct);
    }

    public Task<Outcome> PublishAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, async plan =>
    {
        if (!plan.Waits)
        {
            return Problem.Conflict("safety.plan-nothing-waits", "没有等待公布的草稿，可能已被其他管理员公布。请刷新页面查看。");
        }

        if (plan.WasDraftedBy(act.Actor.Id))
        {
            return Problem.Forbidden("safety.plan-second-person", "预案须由另一名系统管理员公布，起草的人不能公布。");
        }

        var held = await db.Set<PlanExercise>().Where(e => e.PlanId == id).OrderByDescending(e => e.HeldOn).Select(e => (DateOnly?)e.HeldOn).FirstOrDefaultAsync(ct);
        var version = plan.Publish(held, LegalDay.Of(act.At), act);
        db.Add(version);
        db.Record(plan, act, "plan-published", new { version.Number, version.Name, plan.ExerciseBy });
        return Outcome.Done();
    }, ct);

    public Task<Outcome> ExerciseAsync(Guid id, Exercising input, Act act, CancellationToken ct) => OnAsync(id, act, async plan =>
    {
        if (plan.Versions == 0)
        {
            return Problem.Conflict("safety.plan-unpublished", "预案还没有公布，公布后再演练。");
        }

        var (form, today) = (new TypedForm(), LegalDay.Of(act.At));
        if (input.HeldOn is not { } held || held > today)
        {
            form.Wrong("safety.exercise-day", "请填写演练日期，不能晚于今天。", nameof(Exercising.HeldOn));
            held = today;
        }

        var exercise = new PlanExercise
        {
            Id = act.NewId(), PlanId = id, Version = plan.Versions, HeldOn = held, ByName = act.Actor.Name, At = act.At,
            Participants = form.Text(input.Participants, nameof(Exercising.Participants), "参加的单位和人员", SafetyModel.Paragraph),
            Found = form.Text(input.Found, nameof(Exercising.Found), "演练情况和发现的问题", SafetyModel.Paragraph),
        };
        var mend = form.Text(input.Mend, nameof(Exercising.Mend), "要整改的问题", SafetyModel.Line, required: false);
        var responsible = form.Text(input.Responsible, nameof(Exercising.Responsible), "整改责任人", SafetyModel.Name, required: mend.Length > 0);
        if (mend.Length > 0 && (input.DueOn is not { } due || due < held))
        {
            form.Wrong("safety.exercise-due", "请填写整改期限，不早于演练当天。", nameof(Exercising.DueOn));
        }

        if (!form.Ok)
        {
            return Outcome.Refused(form.Problems);
        }

        db.Add(exercise);
        if (mend.Length > 0)
        {
            db.Add(new ExerciseFollowUp { Id = Guid.CreateVersion7(act.At), PlanId = id, What = mend, Responsible = responsible, DueOn = input.DueOn!.Value, At = act.At });
        }

        var last = await db.Set<PlanExercise>().Where(e => e.PlanId == id && e.HeldOn > held).OrderByDescending(e => e.HeldOn).Select(e => (DateOnly?)e.HeldOn).FirstOrDefaultAsync(ct) ?? held;
        // The draft may name other months: what was published counts.
        var months = await db.Set<PlanVersion>().Where(v => v.PlanId == id && v.Number == plan.Versions).Select(v => v.ExerciseMonths).SingleAsync(ct);
        plan.Exercised(last, months);
        db.Record(plan, act, "plan-exercised", new { exercise.HeldOn, exercise.Version, mend, input.DueOn });
        return Outcome.Done();
    }, ct);

    public async Task<Outcome> MendedAsync(Guid id, Guid followUp, string? note, Act act, CancellationToken ct)
    {
        var form = new TypedForm();
        var text = form.Text(note, "Note", "整改情况", SafetyModel.Line);
        return !form.Ok ? Outcome.Refused(form.Problems) : await OnAsync(id, act, async plan =>
        {
            if (await db.Set<ExerciseFollowUp>().SingleOrDefaultAsync(f => f.Id == followUp && f.PlanId == id, ct) is not { DoneAt: null } open)
            {
                return Problem.Conflict("safety.follow-up-done", "这个问题已经登记整改完成，或者不在这个预案里。");
            }

            open.Done(text, act);
            db.Record(plan, act, "plan-mended", new { open.What, text });
            return Outcome.Done();
        }, ct);
    }

    public Task<Outcome> EndAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, plan =>
    {
        plan.End(act);
        db.Record(plan, act, "plan-ended");
        return Task.FromResult(Outcome.Done());
    }, ct);

    private static (Action<EmergencyPlan, Act> Write, IReadOnlyList<Problem> Problems) Read(Command command)
    {
        var form = new TypedForm();
        var name = form.Text(command.Name, nameof(Command.Name), "预案名称", SafetyModel.Name);
        var text = form.Text(command.Text, nameof(Command.Text), "预案正文", LongestText);
        var months = form.Number(command.ExerciseMonths, nameof(Command.ExerciseMonths), "每隔几个月演练一次", 1, MostMonths);
        return ((plan, act) => plan.Write(name, text, months, act), form.Problems);
    }

    private async Task<Outcome> OnAsync(Guid id, Act act, Func<EmergencyPlan, Task<Outcome>> change, CancellationToken ct)
    {
        if (await db.PlansOf(act.Actor).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } plan)
        {
            return Unknown;
        }

        if (act.SawOther(plan.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (!act.Actor.Has(Roles.Administrator))
        {
            return Problem.Forbidden("safety.plan-keeper", "预案由系统管理员维护。");
        }

        if (plan.EndedAt is not null)
        {
            return Problem.Conflict("safety.plan-over", "这个预案已经停用。");
        }

        var changed = await change(plan);
        return changed.Ok ? await db.SaveAsync(ct, Taken) : changed;
    }
}

internal static class PlanScope
{
    public static IQueryable<EmergencyPlan> PlansOf(this Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<EmergencyPlan>().Where(p => p.RegionCode.StartsWith(region));
    }
}
