using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Browser;

/// <summary>Brings a case to where a journey begins, by the product's own acts: only what the journey is about goes through its pages.</summary>
internal sealed class Prepared(BrowserStage stage)
{
    /// <summary>An item of the demo region's approval office for persons: nothing to attach, twenty working days, 听证 not counted.</summary>
    public const string Item = "511A0149300000-511602000000-000-115113016823646795-1-00";

    /// <summary>A case of that demo applicant, just received.</summary>
    public async Task<Guid> ReceivedAsync(string login)
    {
        var act = await ByAsync(login);
        var draft = await DoAsync<StartDraft, Guid>(s => s.HandleAsync(Item, act, CancellationToken.None));
        await stage.InDatabaseAsync(db => db.Set<Draft>().Where(x => x.Id == draft).ExecuteUpdateAsync(s => s.SetProperty(x => x.Answers, StandardAnswers.Person)));
        return (await DoAsync<SubmitApplication, SubmitApplication.Submitted>(s => s.HandleAsync(draft, act, CancellationToken.None))).CaseId;
    }

    public async Task AcceptAsync(Guid caseId)
    {
        var act = await ByAsync("clerk1");
        var step = await StepAsync(caseId);
        await DoAsync<AcceptCase, AcceptCase.Accepted>(s => s.HandleAsync(step, "材料齐全，符合法定形式", act, CancellationToken.None));
    }

    public async Task ReviewAsync(Guid caseId, bool favourable)
    {
        var act = await ByAsync("reviewer2");
        var command = new CompleteReview.Command(await StepAsync(caseId), favourable, favourable ? "符合条件，建议准予。" : "占道位置影响消防通道，建议不予。");
        await DoAsync<CompleteReview, Guid>(s => s.HandleAsync(command, act, CancellationToken.None));
    }

    public async Task GrantAsync(Guid caseId)
    {
        var act = await ByAsync("approver2", Roles.Approver);
        var command = new DecideCase.Command(await StepAsync(caseId), true, "");
        var done = await stage.InScopeAsync(async s => (Outcome)await s.GetRequiredService<DecideCase>().HandleAsync(command, act, CancellationToken.None));
        Assert.True(done.Ok);
        await stage.DeliverEventsAsync();
    }

    public Task<string> NumberAsync(Guid caseId) => stage.InDatabaseAsync(db => db.Set<Case>().Where(x => x.Id == caseId).Select(x => x.Number).SingleAsync());

    public Task<Guid> CaseIdAsync(string number) => stage.InDatabaseAsync(db => db.Set<Case>().Where(x => x.Number == number).Select(x => x.Id).SingleAsync());

    public Task<string> PickupCodeAsync(Guid caseId) => stage.InDatabaseAsync(db => db.Set<Delivery>().Where(x => x.CaseId == caseId).Select(x => x.PickupCode).SingleAsync());

    public Task<string> VerificationCodeAsync(Guid caseId) => stage.InDatabaseAsync(db => db.Set<Result>().Where(x => x.CaseId == caseId).Select(x => x.VerificationCode).SingleAsync());

    private Task<Guid> StepAsync(Guid caseId) => stage.InDatabaseAsync(db => db.Set<CaseStep>().Where(x => x.CaseId == caseId && x.CompletedAt == null).Select(x => x.Id).SingleAsync());

    private Task<TDone> DoAsync<TAct, TDone>(Func<TAct, Task<Outcome<TDone>>> run)
        where TAct : notnull => stage.InScopeAsync(async s =>
        {
            var done = await run(s.GetRequiredService<TAct>());
            return done.Ok ? done.Value : throw new InvalidOperationException(string.Join("; ", done.Problems.Select(p => $"{p.Code} {p.Field} {p.Message}")));
        });

    /// <summary>An act of that demo login's now.</summary>
    private Task<Act> ByAsync(string login, string? role = null) => stage.InDatabaseAsync(async db =>
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(x => x.Login == login);
        var at = Act.Micro(stage.Clock.GetUtcNow().UtcDateTime);
        if (account.PersonId is { } person)
        {
            return new Act(new Actor(person, DemoPeople.Applicants.Single(x => x.Login == login).Name, ActorKind.Applicant), null, End.Pc, "", at);
        }

        var post = await db.Set<StaffPost>().AsNoTracking().FirstAsync(x => x.StaffId == account.StaffId && (role == null || x.Role == role));
        var organisation = await db.Set<Organisation>().Where(x => x.Id == post.OrganisationId).Select(x => x.Name).SingleAsync();
        var name = DemoPeople.Staff.Single(x => x.Login == login).Name;
        return new Act(new Actor(post.StaffId, name, ActorKind.Staff, new Post(post.Id, post.Role, post.OrganisationId, organisation, post.RegionCode)), null, End.Window, "", at);
    });
}
