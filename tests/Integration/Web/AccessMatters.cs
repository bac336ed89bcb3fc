using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Coach;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.PreReview;
using Zhengtong.Feedback.Enquiries;
using Zhengtong.Feedback.Model;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Identity.Space;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>What stands around cases: visits, enquiries, coaching, pre-reviews, fees, duties; each made by the acts of the people whose it is.</summary>
internal sealed class AccessMatters(WindowStage window, List<Subject> subjects)
{
    private const int Eleven = 11 * 60;

    /// <param name="persons">The acts of a person and of a company's agent.</param>
    public async Task MakeAsync(params IReadOnlyList<Act> persons)
    {
        var windowId = await HallAsync("大厅", (await window.ActAsync("admin1")).Actor);
        var other = new Post(Guid.CreateVersion7(), Roles.Administrator, Guid.CreateVersion7(), "", AccessVisitors.OtherRegion);
        await HallAsync("外区的大厅", new Actor(Guid.CreateVersion7(), "外区管理员", ActorKind.Staff, other));
        foreach (var act in persons)
        {
            await BookingAsync(windowId, act);
            await AssistAsync(windowId, act);
            await EnquiryAsync(act);
            await CoachingAsync(act);
            await KnownAsync(act);
        }

        await AnswerAsync();
        await DutyAsync();
        await AccessLists.MakeAsync(window, subjects);
    }

    /// <summary>A fee of the case, remitted in part on a document, with a payment begun.</summary>
    public async Task FeeAsync(Guid caseId)
    {
        var order = await window.DoAsync<RaiseFee, Guid>((r, act) => r.HandleAsync(new(caseId, [new(0, 2)]), act, default), "clerk1");
        await using var document = new MemoryStream(WindowStage.Png());
        await DoneAsync<WaiveFee>((w, act) => w.HandleAsync(new(order, 500, "残疾人减半", new(document, "残疾证.png")), act, default), await window.ActAsync("approver1"));
        await window.DoAsync<PayFee, string>((p, act) => p.StartAsync(caseId, "http://localhost", act, default), "zhangsan");
        var (raised, of) = (await window.Host.InDatabaseAsync(db => db.Set<FeeOrder>().AsNoTracking().SingleAsync(o => o.Id == order)), await window.CaseAsync(caseId));
        Add(SubjectKind.FeeOrder, "fee of a person", AccessSubjects.CaseOf(of.ApplicantId, of.RegionCode, of.OrganisationId), [("id", $"{order}"), ("number", raised.Number)], $"{order}", raised.Number);
    }

    /// <summary>A pre-review of the draft, waiting for a window of the region.</summary>
    public async Task PreReviewAsync(Guid draftId, string fileId, Act act)
    {
        var id = await DoAsync<AskPreReview, Guid>((a, by) => a.HandleAsync(draftId, by, default), act);
        var asked = await window.Host.InDatabaseAsync(db => db.Set<PreReviewRequest>().AsNoTracking().SingleAsync(p => p.Id == id));
        Add(
            SubjectKind.PreReview, "pre-review", AccessSubjects.PartyOr(asked.PartyId, p => p.Role == Roles.WindowClerk && p.RegionCode == asked.RegionCode),
            [("id", $"{id}"), ("fileId", fileId)], $"{id}", asked.Number);
    }

    private async Task<Guid> HallAsync(string name, Actor administrator)
    {
        var act = new Act(administrator, null, End.Pc, "", (await window.ActAsync("admin1")).At);
        var region = administrator.Post!.RegionCode;
        var facts = new SaveHall.Command
        {
            RegionCode = region, Name = name + VenueName.County, Address = "一号路", Phone = "0826-1111111", Hours = [.. OpeningHours.Week.Select(_ => "09:00-12:00")],
        };
        var hall = await DoAsync<SaveHall, Guid>((s, by) => s.HandleAsync(null, facts, by, default), act);
        await DoneAsync<SaveWindow>((s, by) => s.HandleAsync(hall, null, new() { Name = "综合窗口", Capacity = 9 }, by, default), act);
        var windowId = await window.Host.InDatabaseAsync(db => db.Set<WindowKind>().Where(w => w.HallId == hall).Select(w => w.Id).SingleAsync());
        Func<Visitor, bool> may = v => v.Post is { Role: Roles.Administrator or Roles.WindowClerk } post && AccessSubjects.Below(region, post);
        Add(SubjectKind.Hall, name, may, [("id", $"{hall}")]);
        Add(SubjectKind.HallWindow, "window of " + name, may, [("hallId", $"{hall}"), ("id", $"{windowId}")]);
        Add(SubjectKind.HallWindow, "new window of " + name, may, [("hallId", $"{hall}")]);
        return windowId;
    }

    private async Task BookingAsync(Guid windowId, Act act)
    {
        if (subjects.Find(s => s.Kind == SubjectKind.Public) is { } everybody)
        {
            everybody.Values["windowId"] = $"{windowId}";
        }

        var id = await DoAsync<BookVisit, Guid>((b, by) => b.HandleAsync(new(windowId, LegalDay.Of(by.At), Eleven, null), by, default), act);
        var booking = await window.Host.InDatabaseAsync(db => db.Set<Booking>().AsNoTracking().SingleAsync(b => b.Id == id));
        Add(
            SubjectKind.Booking, "booking of a " + act.Party.Kind, AccessSubjects.PartyOr(act.Party.Id, p => p.Role == Roles.WindowClerk && AccessSubjects.Below(DemoPeople.Region, p)),
            [("id", $"{id}")], $"{id}", booking.Code);
    }

    /// <summary>A request for assisted handling to the hall; where it stands on the list of what is asked for, no matter of whose it is.</summary>
    private async Task AssistAsync(Guid windowId, Act act)
    {
        var request = await window.Host.InDatabaseAsync(async db =>
        {
            var hall = await db.Set<Hall>().SingleAsync(h => db.Set<WindowKind>().Any(w => w.Id == windowId && w.HallId == h.Id));
            var made = new AssistRequest
            {
                Id = Guid.CreateVersion7(act.At), PartyId = act.Party.Id, PartyName = act.Party.Name, PartyKind = act.Party.Kind, ItemCode = window.Item.Code, ItemName = window.Item.Name,
                HallId = hall.Id, HallName = hall.Name, RegionCode = hall.RegionCode, Name = act.Party.Name, Phone = "13912340000", PreferredOn = LegalDay.Of(act.At), PreferredHalf = HalfDay.Either,
                Place = "", Note = "", AskedAt = act.At, AnswerBy = LegalDay.Of(act.At),
            };
            db.Add(made);
            await db.SaveChangesAsync();
            return made;
        });
        Add(
            SubjectKind.Assist, "request for help of a " + act.Party.Kind, AccessSubjects.PartyOr(act.Party.Id, p => p.Role == Roles.WindowClerk && AccessSubjects.Below(DemoPeople.Region, p)),
            [("id", $"{request.Id}")], $"{request.Id}");
    }

    private async Task EnquiryAsync(Act act)
    {
        var said = $"没有固定门面可以申请吗{act.Party.Kind}";
        var id = await DoAsync<AskEnquiry, Guid>((a, by) => a.HandleAsync(new(window.Item.Code, null, said), by, default), act);
        Add(
            SubjectKind.Enquiry, "enquiry of a " + act.Party.Kind,
            AccessSubjects.PartyOr(act.Party.Id, p => p.Role is Roles.AcceptanceLead or Roles.Reviewer or Roles.Approver && p.OrganisationId == window.Item.OrganisationId),
            [("id", $"{id}")], $"{id}", said);
    }

    /// <summary>Answered, and offered to the public; the lead has not yet published it.</summary>
    private async Task AnswerAsync()
    {
        var (id, reviewer) = (Guid.Parse(subjects.Last(s => s.Kind == SubjectKind.Enquiry).Values["id"]), await window.ActAsync("reviewer1"));
        await DoneAsync<AnswerEnquiry>((a, by) => a.AnswerAsync(id, "须有固定场所。", null, by, default), reviewer);
        await DoneAsync<PublishAnswer>((p, by) => p.ProposeAsync(id, "经营场所有什么要求？", "须有固定场所。", by, default), reviewer);
    }

    private async Task CoachingAsync(Act act)
    {
        var party = await window.Host.InScopeAsync(s => s.GetRequiredService<IParties>().FindAsync(act.Party.Id, default));
        var command = new RegisterCoaching.Command(
            window.Item.Code, new(party!.IdNumber, party.Name, "13812345678"), LegalDay.Of(act.At), CoachingForm.Phone, "请先准备平面图。", Guid.CreateVersion7().ToString());
        var id = await window.DoAsync<RegisterCoaching, Guid>((r, by) => r.HandleAsync(command, [("清单.png", () => new MemoryStream(WindowStage.Png()))], by, default), "clerk1");
        var coaching = await window.Host.InDatabaseAsync(db => db.Set<Coaching>().AsNoTracking().SingleAsync(c => c.Id == id));
        Add(
            SubjectKind.Coaching, "coaching of a " + act.Party.Kind,
            AccessSubjects.PartyOr(act.Party.Id, p => p.Role == Roles.WindowClerk ? AccessSubjects.Below(coaching.RegionCode, p) : p.Role == Roles.Approver && p.OrganisationId == coaching.OrganisationId),
            [("id", $"{id}"), ("fileId", $"{Coachings.FilesOf(coaching)[0].FileId}")], $"{id}", coaching.Number);
    }

    private async Task KnownAsync(Act act)
    {
        var said = $"只给本人看{act.Party.Kind}";
        await window.Host.StateAsync(act.Party.Id, "earlier.shop.taste", "口味", said);
        var known = await window.Host.KnownAsync(act.Party.Id, "earlier.shop.taste");
        Add(SubjectKind.KnownValue, "known of a " + act.Party.Kind, AccessSubjects.PartyOr(act.Party.Id, _ => false), [("id", $"{known.Id}")], $"{known.Id}", said);
    }

    /// <summary>Asked of one clerk, who has offered it to another; the supervisor of the region reads.</summary>
    private async Task DutyAsync()
    {
        const string Asker = "周小明";
        var (mine, asked) = (await window.ActAsync("clerk1"), await window.ActAsync("issuer1"));
        var id = await DoAsync<RegisterWindowEnquiry, Guid>((r, by) => r.HandleAsync(new(Asker, "13912345678", "食品经营许可", "要带什么材料？"), by, default), mine);
        await DoneAsync<HandDutyOver>((h, by) => h.AskAsync(id, asked.Actor.Id, "调离窗口", by, default), mine);
        Add(
            SubjectKind.Duty, "enquiry at a window",
            v => v.Actor is { } actor && (actor.Id == mine.Actor.Id || actor.Id == asked.Actor.Id || (actor.Has(Roles.Supervisor) && AccessSubjects.Below(DemoPeople.Region, actor.Post!))),
            [("id", $"{id}")], $"{id}", Asker, "13912345678");
    }

    private void Add(SubjectKind kind, string name, Func<Visitor, bool> may, (string Name, string Value)[] values, params string[] secrets) =>
        subjects.Add(new Subject(kind, name, values.ToDictionary(v => v.Name, v => v.Value), may, secrets));

    private async Task<T> DoAsync<TSlice, T>(Func<TSlice, Act, Task<Outcome<T>>> run, Act act)
        where TSlice : notnull
    {
        var done = await window.Host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act));
        return done.Ok ? done.Value : throw new InvalidOperationException(done.Problems[0].Message);
    }

    private async Task DoneAsync<TSlice>(Func<TSlice, Act, Task<Outcome>> run, Act act)
        where TSlice : notnull
    {
        if (await window.Host.InScopeAsync(s => run(s.GetRequiredService<TSlice>(), act)) is { Ok: false } refused)
        {
            throw new InvalidOperationException(refused.Problems[0].Message);
        }
    }
}
