using System.Globalization;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Incidents;

/// <summary>Reports what looks like a data-security incident (18.12): by any member of staff, in his own words; who keeps the platform of the region is told at once.</summary>
internal sealed class ReportIncident(Database db, Counters counters, IOrganisations organisations, IMessages messages)
{
    internal sealed class Command
    {
        public IncidentKind? Kind { get; set; }

        public string? Title { get; set; }

        public string? Description { get; set; }

        public DateOnly? FoundOn { get; set; }

        public string? FoundTime { get; set; }
    }

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var form = new TypedForm();
        if (command.Kind is not { } kind || !Enum.IsDefined(kind))
        {
            form.Wrong("safety.incident-kind", "请选择事件类别，不确定的选“其他”。", nameof(Command.Kind));
            kind = IncidentKind.Other;
        }

        var title = form.Text(command.Title, nameof(Command.Title), "发生了什么", SafetyModel.Name);
        var description = form.Text(command.Description, nameof(Command.Description), "经过", SafetyModel.Paragraph);
        var found = default(DateTime);
        if (command.FoundOn is not { } day || !TimeOnly.TryParseExact(command.FoundTime?.Trim(), "H:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || (found = LegalDay.AtUtc(day, time)) > act.At)
        {
            form.Wrong("safety.incident-found", "请填写发现的日期和时间（例如 9:30），不能晚于现在。", nameof(Command.FoundTime));
        }

        if (!form.Ok)
        {
            return Outcome<Guid>.Because(form.Problems);
        }

        return await db.OnceAsync<Incident>(act, async () =>
        {
            var post = act.Actor.Post!;
            var sequence = await counters.NextAsync("safety.incident", ct);
            var incident = new Incident
            {
                Id = act.NewId(), Number = string.Create(CultureInfo.InvariantCulture, $"SJAQ{LegalDay.Of(act.At):yyyyMMdd}{sequence:0000}"), RegionCode = post.RegionCode,
                OrganisationName = post.OrganisationName, Kind = kind, Title = title, Description = description, FoundAt = found, ReportedById = act.Actor.Id,
                ReportedByName = act.Actor.Name, ReportedAt = act.At,
            };
            db.Add(incident);
            db.Record(incident, act, "incident-reported", new { incident.Number, kind, title });
            foreach (var administrator in await organisations.NearestAsync(Roles.Administrator, post.RegionCode, [act.Actor.Id], ct))
            {
                messages.Send(db, new NewMessage(
                    administrator, "有人报告了数据安全事件", $"{post.OrganisationName}报告：“{title}”（{incident.Number}）。请立即查看、定级和处置。",
                    $"incident:{incident.Id:N}:{administrator:N}", $"{IncidentsPageModel.Path}/{incident.Id}"));
            }

            var saved = await db.SaveAsync(ct);
            return saved.Ok ? incident.Id : Outcome<Guid>.Because(saved.Problems);
        }, ct);
    }
}
