using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Founds a technical committee, seats experts for a term, records who leaves (17.03).</summary>
internal sealed class KeepCommittee(Database db, IOrganisations organisations)
{
    private const int LongestTermYears = 5;
    private static readonly Problem Unknown = Problem.NotFound("catalogue.committee-unknown", "没有找到这个技术委员会，或您无权管理。");

    internal sealed class Command
    {
        public string? Name { get; set; }

        public string? Document { get; set; }
    }

    internal sealed class SeatCommand
    {
        public Guid? Staff { get; set; }

        public MemberDuty? Duty { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? To { get; set; }
    }

    public async Task<Outcome<Guid>> FoundAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.CatalogueManager, RegionCode: { Length: > 0 and <= 4 } region })
        {
            return Problem.Forbidden("catalogue.committee-by-city", "技术委员会由省、市的事项管理人员登记。");
        }

        var (name, document, problems) = ((command.Name ?? "").Trim(), (command.Document ?? "").Trim(), new List<Problem>());
        if (name.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.committee-name", "请填写委员会的全称，不超过 100 个字。", "Name"));
        }

        if (document.Length is 0 or > 100)
        {
            problems.Add(Problem.Invalid("catalogue.committee-document", "请填写批准组建的文号，不超过 100 个字。", "Document"));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var made = new TechnicalCommittee { Id = Guid.CreateVersion7(act.At), Name = name, RegionCode = region, Document = document, FoundedAt = act.At };
        db.Add(made);
        db.Record(made, act, "committee-founded", new { name, document });
        var saved = await db.SaveAsync(ct, Problem.Conflict("catalogue.committee-taken", "本地区已经有同名的委员会，请直接管理它的委员。"));
        return saved.Ok ? made.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The experts who can be seated: in a post of that role in the committee's region.</summary>
    public async Task<IReadOnlyList<Colleague>> ExpertsAsync(TechnicalCommittee of, CancellationToken ct) => await organisations.InRegionAsync(Roles.StandardExpert, of.RegionCode, ct);

    public async Task<Outcome> SeatAsync(Guid id, SeatCommand command, Act act, CancellationToken ct)
    {
        if (await db.Set<TechnicalCommittee>().KeptBy(act.Actor).SingleOrDefaultAsync(c => c.Id == id && c.DissolvedAt == null, ct) is not { } of)
        {
            return Unknown;
        }

        var problems = new List<Problem>();
        var expert = (await ExpertsAsync(of, ct)).FirstOrDefault(e => e.StaffId == command.Staff);
        if (expert is null)
        {
            problems.Add(Problem.Invalid("catalogue.member-expert", "请选择本地区任标准化专家岗位的人员。岗位由系统管理员设置。", "Staff"));
        }

        if (command.Duty is not { } duty || !Enum.IsDefined(duty))
        {
            problems.Add(Problem.Invalid("catalogue.member-duty", "请选择职务。", "Duty"));
        }

        if (command is not { From: { } from, To: { } to } || to <= from || to > from.AddYears(LongestTermYears))
        {
            problems.Add(Problem.Invalid("catalogue.member-term", $"请填写任期的起止日期，一届不超过 {LongestTermYears} 年。", "To"));
            return Outcome.Refused(problems);
        }

        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        var before = await db.Set<CommitteeMember>().Where(m => m.CommitteeId == id && m.StaffId == expert!.StaffId).ToListAsync(ct);
        if (before.Any(m => m.From <= to && (m.LeftOn ?? m.To.AddDays(1)) > from))
        {
            return Problem.Invalid("catalogue.member-overlap", $"{expert!.Name}在这段时间已经是委员，请调整任期。", "From");
        }

        db.Add(new CommitteeMember
        {
            Id = Guid.CreateVersion7(act.At), CommitteeId = id, StaffId = expert!.StaffId, Name = expert.Name, OrganisationName = expert.OrganisationName,
            Duty = command.Duty!.Value, From = from, To = to,
        });
        of.Touch();
        db.Record(of, act, "member-seated", new { expert.Name, duty = command.Duty.Value.Name(), from, to });
        return await db.SaveAsync(ct);
    }

    /// <summary>From today on he has no seat; what he said stays.</summary>
    public async Task<Outcome> LeaveAsync(Guid id, Guid memberId, Act act, CancellationToken ct)
    {
        if (await db.Set<TechnicalCommittee>().KeptBy(act.Actor).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } of
            || await db.Set<CommitteeMember>().SingleOrDefaultAsync(m => m.Id == memberId && m.CommitteeId == id && m.LeftOn == null, ct) is not { } member)
        {
            return Unknown;
        }

        var today = LegalDay.Of(act.At);
        member.Leave(today);
        of.Touch();
        db.Record(of, act, "member-left", new { member.Name, on = today });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> DissolveAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        if (await db.Set<TechnicalCommittee>().KeptBy(act.Actor).SingleOrDefaultAsync(c => c.Id == id && c.DissolvedAt == null, ct) is not { } of)
        {
            return Unknown;
        }

        if (DecideProject.Reason(why) is not { } reason)
        {
            return Problem.Invalid("catalogue.committee-why", "请写明撤销的理由，不超过 1000 个字。", "why");
        }

        of.Dissolve(act.At);
        db.Record(of, act, "committee-dissolved", new { reason });
        return await db.SaveAsync(ct);
    }
}
