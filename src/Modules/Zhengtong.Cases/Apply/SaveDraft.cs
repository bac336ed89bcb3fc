using Microsoft.Extensions.Primitives;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.PreReview;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>Saves what was filled in, valid or not: only shape and size are refused. A page made from an older revision is told.</summary>
internal sealed class SaveDraft(Database db, OpenDrafts drafts)
{
    private const int MaxAddress = 300;

    /// <param name="operation">The button of a repeated section, if one was pressed.</param>
    public async Task<Outcome<OpenDraft>> AnswersAsync(
        Guid draftId, int revision, IEnumerable<KeyValuePair<string, StringValues>> posted, string? operation, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, revision, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        var read = AnswerReader.Read(open.Form, posted, open.Answers);
        if (read.Ok && RowOperation.Is(operation))
        {
            read = RowOperation.Apply(open.Form, read.Value, operation!);
        }

        if (!read.TryGet(out var answers))
        {
            return Outcome<OpenDraft>.Because(read.Problems);
        }

        open.Write(answers);
        var saved = await drafts.SaveAsync(open, act, ct);
        return saved.Ok ? open : Outcome<OpenDraft>.Because(saved.Problems);
    }

    /// <summary>情形 and 办理方式. Changing the mode takes the signature under the former promise back.</summary>
    public async Task<Outcome> ModeAsync(Guid draftId, int? revision, string situation, Mode mode, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, revision, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        var problems = SubmissionCheck.OfChoice(open.Item, situation, mode).ToList();
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        if (open.Draft.Mode != mode)
        {
            (open.Draft.PromisedAt, open.Draft.PromisedById, open.Draft.PromisedByName, open.Draft.PromiseText) = (null, null, "", "");
        }

        open.Draft.Situation = open.Item.Content.Asks ? open.Draft.Situation : situation;
        open.Draft.Mode = mode;
        return await drafts.SaveAsync(open, act, ct);
    }

    /// <summary>The commitment (告知承诺) or the promise (容缺) was read and signed: by whom, when and under which words stands in the draft and goes into the case.</summary>
    public async Task<Outcome> PromiseAsync(Guid draftId, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        if (!found.TryGet(out var open) || Undertaking.Of(open.Item, open.Draft, open.Given, open.Materials) is not { } promised || promised.SignedIn(open.Draft))
        {
            return found;
        }

        if (act.Party.Mandate?.Allows(MandateActs.Sign) == false)
        {
            return Problem.Forbidden("cases.mandate-no-signature", "委托不包括代为签署承诺书。请选普通办理，或请委托人本人办理。");
        }

        promised.Sign(open.Draft, act);
        return await drafts.SaveAsync(open, act, ct);
    }

    public async Task<Outcome> DeliveryAsync(Guid draftId, int revision, string delivery, string address, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, revision, act, ct);
        if (!found.TryGet(out var open))
        {
            return found;
        }

        if (!DeliveryMethods.Of(open.Item.Content).Contains(delivery))
        {
            return Problem.Invalid("cases.delivery-missing", "请选择办理结果的领取方式。", "delivery");
        }

        if (address.Length > MaxAddress)
        {
            return Problem.Invalid("cases.address-too-long", $"收件地址最多 {MaxAddress} 个字，请精简后再保存。", "deliveryAddress");
        }

        if (delivery == DeliveryMethods.Courier && string.IsNullOrWhiteSpace(address))
        {
            return Problem.Invalid("cases.address-missing", "选择邮寄送达的，请填写收件地址。", "deliveryAddress");
        }

        open.Draft.Delivery = delivery;
        open.Draft.DeliveryAddress = address.Trim();
        return await drafts.SaveAsync(open, act, ct);
    }

    /// <summary>Gives the draft up. Doing it twice is no fault.</summary>
    public async Task<Outcome> DiscardAsync(Guid draftId, Act act, CancellationToken ct)
    {
        var found = await drafts.ForChangeAsync(draftId, null, act, ct);
        if (!found.TryGet(out var open))
        {
            // Discarded a moment ago by the same hand: nothing is left to do. Anybody else's is not found.
            return found.Problems[0] == Drafts.Gone && await drafts.DiscardedAsync(draftId, act, ct) ? Outcome.Done() : found;
        }

        if (await AskPreReview.EndAsync(db, open.Draft, PreReviewEnding.Discarded, act, ct) is { } ended)
        {
            db.Add(ended);
        }

        open.Draft.DiscardedAt = act.At;
        return await drafts.SaveAsync(open, act, ct);
    }
}
