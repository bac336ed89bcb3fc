using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Seed;

/// <summary>Plays cases through the acts, each in a scope and a save of its own, as pages do.</summary>
internal sealed class RealHand(IServiceScopeFactory scopes) : ISeedHand
{
    public async Task PlayAsync(PlannedCase planned, CancellationToken ct)
    {
        var draft = planned.Draft();
        if (!await SaveAsync(draft, ct))
        {
            throw new InvalidOperationException($"{draft.PartyName} has an open draft for {draft.ItemName}.");
        }

        var submitted = await SubmitAsync(draft.Id, planned.Received, ct);
        var caseId = Value(submitted).CaseId;
        foreach (var move in planned.Moves)
        {
            Value(await DoAsync(caseId, move, planned.Party.PersonName, ct));
        }
    }

    /// <returns>false when the applicant has an open draft for the item already: he goes on with that one.</returns>
    public async Task<bool> SaveAsync(Draft draft, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        db.Add(draft);
        return (await db.SaveAsync(ct)).Ok;
    }

    public async Task<Outcome<SubmitApplication.Submitted>> SubmitAsync(Guid draftId, Act act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SubmitApplication>().HandleAsync(draftId, act, ct);
    }

    /// <summary>Does the move on the open step of its key.</summary>
    public async Task<Outcome<Guid>> DoAsync(Guid caseId, SeedMove move, string receiver, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var step = await services.GetRequiredService<Database>().Set<CaseStep>()
            .Where(x => x.CaseId == caseId && x.Key == move.StepKey && x.CompletedAt == null).Select(x => (Guid?)x.Id).SingleOrDefaultAsync(ct);
        if (step is not { } id)
        {
            return CaseFiles.StepGone;
        }

        switch (move.Kind)
        {
            case StepKind.Intake:
                var accepted = await services.GetRequiredService<AcceptCase>().HandleAsync(id, SeedMove.AcceptOpinion, move.Act, ct);
                return accepted.Ok ? caseId : Outcome<Guid>.Because(accepted.Problems);
            case StepKind.Review:
                return await services.GetRequiredService<CompleteReview>().HandleAsync(new(id, move.Favourable, move.Opinion), move.Act, ct);
            case StepKind.Decide:
                return await services.GetRequiredService<DecideCase>().HandleAsync(new(id, move.Favourable, move.Reason), move.Act, ct);
            case StepKind.Issue:
                return await services.GetRequiredService<DeliverResult>().HandOverAsync(new(id, "", true, receiver), move.Act, ct);
            default:
                throw new ArgumentOutOfRangeException(nameof(move), move.Kind, null);
        }
    }

    private static T Value<T>(Outcome<T> outcome) =>
        outcome.TryGet(out var value) ? value : throw new InvalidOperationException(string.Join("; ", outcome.Problems.Select(p => $"{p.Code}: {p.Message}")));
}
