using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Incidents;

/// <summary>Grades, handles, reports upward, tells people and closes an incident (18.12). Who handled it does not close it.</summary>
internal sealed class HandleIncident(Database db)
{
    public static readonly Problem Unknown = Problem.NotFound("safety.incident-unknown", "没有找到这个事件，或不在您的管理范围内。");
    private const string Told = "告知个人：";
    private const int MostPeople = 100_000_000;

    internal sealed class Grading
    {
        public IncidentGrade? Grade { get; set; }

        public bool HarmsPublic { get; set; }

        public bool PersonalLeaked { get; set; }

        public string? People { get; set; }
    }

    internal sealed class Closing
    {
        public string? Cause { get; set; }

        public string? Mend { get; set; }
    }

    public Task<Outcome> GradeAsync(Guid id, Grading input, Act act, CancellationToken ct) => OnAsync(id, act, incident =>
    {
        var form = new TypedForm();
        if (input.Grade is not { } grade || !Enum.IsDefined(grade))
        {
            form.Wrong("safety.incident-grade", "请选择事件等级。", nameof(Grading.Grade));
            grade = IncidentGrade.Ordinary;
        }

        var people = input.PersonalLeaked ? form.Number(input.People, nameof(Grading.People), "大约涉及多少人", 1, MostPeople) : 0;
        if (!form.Ok)
        {
            return Task.FromResult(Outcome.Refused(form.Problems));
        }

        incident.GradeAs(grade, input.HarmsPublic, input.PersonalLeaked, people, IncidentRule.ReportUpBy(incident.Kind, input.HarmsPublic, incident.FoundAt), act);
        db.Record(incident, act, "incident-graded", new { grade, input.HarmsPublic, input.PersonalLeaked, people, incident.ReportUpBy });
        return Task.FromResult(Outcome.Done());
    }, ct);

    public Task<Outcome> StepAsync(Guid id, string? what, Act act, CancellationToken ct) => OnAsync(id, act, incident => Said(what, "Step", "处置经过", SafetyModel.Paragraph, text =>
    {
        AddStep(incident, text, act);
        db.Record(incident, act, "incident-step", new { text });
    }), ct);

    public Task<Outcome> ReportUpAsync(Guid id, string? to, Act act, CancellationToken ct) => OnAsync(id, act, incident => incident.ReportedUpAt is not null
        ? Task.FromResult<Outcome>(Problem.Conflict("safety.incident-reported", "已经登记过向主管部门报告。"))
        : Said(to, "Up", "报告了哪个部门、怎样报告的", SafetyModel.Line, text =>
        {
            incident.ReportUp(text, act);
            AddStep(incident, "向主管部门报告：" + text, act);
            db.Record(incident, act, "incident-reported-up", new { text });
        }), ct);

    public Task<Outcome> TellPeopleAsync(Guid id, string? how, Act act, CancellationToken ct) => OnAsync(id, act, incident => !incident.PersonalLeaked
        ? Task.FromResult<Outcome>(Problem.Conflict("safety.incident-no-people", "这个事件没有登记个人信息泄露，不需要告知个人。涉及个人信息的，请先修改定级。"))
        : Said(how, "People", "怎样告知的，或者不告知的理由", SafetyModel.Paragraph - Told.Length, text =>
        {
            incident.TellPeople(text, act);
            AddStep(incident, Told + text, act);
            db.Record(incident, act, "incident-people-told", new { text });
        }), ct);

    public Task<Outcome> CloseAsync(Guid id, Closing input, Act act, CancellationToken ct) => OnAsync(id, act, async incident =>
    {
        var hands = await db.Set<IncidentStep>().Where(s => s.IncidentId == id).Select(s => s.ById).ToListAsync(ct);
        if (hands.Contains(act.Actor.Id))
        {
            return Problem.Forbidden("safety.incident-second-person", "事件须由没有参与处置的人办结。请监察人员或另一名系统管理员核实后办结。");
        }

        if (IncidentRule.Missing(incident, hands.Count).ToList() is { Count: > 0 } missing)
        {
            return Problem.Conflict("safety.incident-unfinished", $"还不能办结，请先{string.Join('；', missing)}。");
        }

        var form = new TypedForm();
        var cause = form.Text(input.Cause, nameof(Closing.Cause), "原因", SafetyModel.Paragraph);
        var mend = form.Text(input.Mend, nameof(Closing.Mend), "整改措施", SafetyModel.Paragraph);
        if (!form.Ok)
        {
            return Outcome.Refused(form.Problems);
        }

        incident.Close(cause, mend, act);
        db.Record(incident, act, "incident-closed", new { cause, mend });
        return Outcome.Done();
    }, ct, handles: false);

    private static Task<Outcome> Said(string? typed, string field, string what, int most, Action<string> then)
    {
        var form = new TypedForm();
        var text = form.Text(typed, field, what, most);
        if (form.Ok)
        {
            then(text);
        }

        return Task.FromResult(form.Ok ? Outcome.Done() : Outcome.Refused(form.Problems));
    }

    private void AddStep(Incident incident, string what, Act act)
    {
        db.Add(new IncidentStep { Id = act.NewId(), IncidentId = incident.Id, What = what, ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At });
        incident.Touch();
    }

    /// <param name="handles">For administrators; what supervisors may do too is closing.</param>
    private async Task<Outcome> OnAsync(Guid id, Act act, Func<Incident, Task<Outcome>> change, CancellationToken ct, bool handles = true)
    {
        if (await db.IncidentsOf(act.Actor).SingleOrDefaultAsync(i => i.Id == id, ct) is not { } incident)
        {
            return Unknown;
        }

        if (act.SawOther(incident.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (handles && !act.Actor.Has(Roles.Administrator))
        {
            return Problem.Forbidden("safety.incident-handler", "事件由系统管理员处置。");
        }

        if (incident.ClosedAt is not null)
        {
            return Problem.Conflict("safety.incident-closed", "这个事件已经办结。");
        }

        var changed = await change(incident);
        return changed.Ok ? await db.SaveAsync(ct) : changed;
    }
}

internal static class IncidentScope
{
    public static IQueryable<Incident> IncidentsOf(this Database db, Actor actor)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<Incident>().Where(i => i.RegionCode.StartsWith(region));
    }
}
