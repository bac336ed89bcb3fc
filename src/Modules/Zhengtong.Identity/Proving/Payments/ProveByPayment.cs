using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// 交易支付认证 (08.02): a person pays a small amount on a page of the channel, which says whether the account is kept in his name and number; the money goes back at once, whatever came of it. That
/// money may come is written down before the channel is asked, and all is asked under one number: whoever is killed in between leaves rows that <see cref="FollowPayments"/> looks after, and nothing
/// is paid, counted or given back twice.
/// </summary>
internal sealed class ProveByPayment(
    Database db, PersonalData personal, IPaymentChannel channel, SessionStore sessions, IMessages messages, IOptions<PaymentProofSettings> options, TimeProvider clock, ILogger<ProveByPayment> log)
{
    private const int Tries = 4;
    private static readonly Problem Begun = Problem.Conflict("identity.payment-begun", "支付认证已经开始，请刷新页面查看。");

    public Task<PaymentProof?> OpenAsync(Act act, CancellationToken ct)
    {
        var (me, since) = (act.Actor.Id, act.At - PaymentProof.Lasts);
        return db.Set<PaymentProof>().AsNoTracking().SingleOrDefaultAsync(x => x.PersonId == me && x.ClosedAt == null && x.AskedAt > since && x.Page != "", ct);
    }

    /// <param name="returnUrl">Of a number, the address on this site that the browser is sent back to.</param>
    public async Task<Outcome> BeginAsync(Func<string, string> returnUrl, Act act, CancellationToken ct)
    {
        if (!channel.Configured)
        {
            return PaymentRule.NotOffered;
        }

        var made = await RowAsync(act, ct);
        if (!made.TryGet(out var payment))
        {
            return made;
        }

        var begun = await channel.BeginAsync(new PayOrder(payment.Number, payment.AmountFen, "实名认证（将原路退回）", returnUrl(payment.Number)), ct);
        if (!begun.TryGet(out var page))
        {
            return begun;
        }

        payment.PayOn(page);
        var saved = await db.SaveAsync(ct);
        // The button was pressed twice: the other press has the same page.
        return saved.Ok || await OpenAsync(act, ct) is not null ? Outcome.Done() : saved;
    }

    /// <summary>The browser is back, or the button was pressed: asks the channel now.</summary>
    public async Task<Outcome> TakeAsync(string number, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        if (await db.Set<PaymentProof>().AsNoTracking().SingleOrDefaultAsync(x => x.Number == number && x.PersonId == me, ct) is not { } payment)
        {
            return PaymentRule.Gone;
        }

        if (payment.PaidAt is null)
        {
            var settled = await SettleAsync(payment.Id, act, ct);
            if (!settled.TryGet(out var now))
            {
                return settled;
            }

            payment = now;
        }

        if (payment.ReturnedAt is null)
        {
            // When the channel is away now, the job gives it back.
            await ReturnAsync(payment.Id, ct);
        }

        return PaymentRule.Of(payment.Verdict) is { } refused ? refused : Outcome.Done();
    }

    /// <summary>Writes down what the channel says of a payment, once, whoever asks first.</summary>
    public async Task<Outcome<PaymentProof>> SettleAsync(Guid id, Act act, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            db.ChangeTracker.Clear();
            var payment = await db.Set<PaymentProof>().SingleAsync(x => x.Id == id, ct);
            if (payment.PaidAt is not null)
            {
                return payment;
            }

            var person = await db.Set<Person>().SingleAsync(x => x.Id == payment.PersonId, ct);
            var asked = await channel.PaidAsync(payment.Number, new PersonQuestion(person.IdKind, personal.Open(person.IdNumberHidden), person.Name), ct);
            if (!asked.TryGet(out var paid) || !paid.Paid)
            {
                return asked.Ok ? PaymentRule.Pending : Outcome<PaymentProof>.Because(asked.Problems);
            }

            var verdict = PaymentRule.VerdictOf(payment.AmountFen, paid);
            payment.Settle(paid.AmountFen, paid.Transaction, verdict, act.At);
            db.Record(person, act, verdict == PaymentVerdict.Same ? "payment-proved" : "payment-proved-nothing", new { payment.Number, paid.Transaction, verdict = verdict.ToString() });
            if (verdict == PaymentVerdict.Same)
            {
                db.Add(IdentityProof.Of(person.Id, ProofKind.Payment, channel.Name, paid.Transaction, act.At));
            }

            var saved = await db.SaveAsync(ct);
            if (saved.Ok)
            {
                await sessions.ForgetPersonAsync(db, person.Id, ct);
                return payment;
            }

            if (left == 1)
            {
                return Outcome<PaymentProof>.Because(saved.Problems);
            }
        }
    }

    /// <summary>Gives the money back. Killed after the channel did it and before it was written down, it asks again under the same number and gets the same answer.</summary>
    /// <returns>Why not; then the job tries again.</returns>
    public Task<Outcome> ReturnAsync(Guid id, CancellationToken ct) => ReturnAsync(id, Act.BySystem("退回认证支付的款项", clock.GetUtcNow().UtcDateTime), ct);

    /// <param name="act">Of who asks: the product itself, or an administrator.</param>
    public async Task<Outcome> ReturnAsync(Guid id, Act act, CancellationToken ct)
    {
        var seen = await db.Set<PaymentProof>().AsNoTracking().SingleAsync(x => x.Id == id, ct);
        if (seen.ReturnedAt is not null || seen.SettledAt is not null)
        {
            return Outcome.Done();
        }

        var asked = await channel.ReturnAsync(seen.Number, seen.PaidFen, ct);
        if (!asked.TryGet(out var answer))
        {
            return asked;
        }

        Outcome saved = Outcome.Done();
        for (var left = Tries; left > 0; left--)
        {
            db.ChangeTracker.Clear();
            var payment = await db.Set<PaymentProof>().SingleAsync(x => x.Id == id, ct);
            if (payment.ReturnedAt is not null)
            {
                return Outcome.Done();
            }

            await StageReturnAsync(payment, answer, act, ct);
            saved = await db.SaveAsync(ct);
            if (saved.Ok)
            {
                break;
            }
        }

        return !saved.Ok ? saved : answer.Refused ? PaymentRule.ReturnRefused(answer.Reason) : saved;
    }

    private async Task StageReturnAsync(PaymentProof payment, ReturnAnswer answer, Act act, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleAsync(x => x.Id == payment.PersonId, ct);
        if (answer.Refused)
        {
            log.LogWarning("The channel would not give back what was paid under {Number}", payment.Number);
            payment.RefuseReturn(answer.Reason, act.At);
            if (act.Actor.Kind == ActorKind.Staff)
            {
                db.Record(person, act, "payment-return-refused", new { payment.Number });
            }

            return;
        }

        payment.GiveBack(answer.Transaction, act.At);
        db.Record(person, act, "payment-returned", new { payment.Number, transaction = answer.Transaction });
        var how = payment.Verdict == PaymentVerdict.Same ? "支付认证已通过" : "支付认证没有通过";
        messages.Send(db, new NewMessage(
            payment.PersonId, how, $"{how}，您支付的 {PaymentRule.Yuan(payment.PaidFen)} 元已原路退回，到账时间以您的开户银行为准。", $"{payment.Id}:returned", RealNamePageModel.Path));
    }

    /// <summary>The row of the payment that is open, or a new one, written down before the channel is asked.</summary>
    private async Task<Outcome<PaymentProof>> RowAsync(Act act, CancellationToken ct)
    {
        var (me, since, today) = (act.Actor.Id, act.At - PaymentProof.Lasts, LegalDay.StartUtc(LegalDay.Of(act.At)));
        var open = await db.Set<PaymentProof>().SingleOrDefaultAsync(x => x.PersonId == me && x.ClosedAt == null, ct);
        if (open is not null && open.AskedAt > since)
        {
            return open;
        }

        if (await db.Set<PaymentProof>().CountAsync(x => x.PersonId == me && x.AskedAt >= today, ct) >= PaymentRule.PaymentsADay)
        {
            return PaymentRule.TooOften;
        }

        if (open is not null)
        {
            // First by itself: the index lets one be open, and a batch says in no order what it writes.
            open.Close(act.At);
            var closed = await db.SaveAsync(ct);
            if (!closed.Ok)
            {
                return Outcome<PaymentProof>.Because(closed.Problems);
            }
        }

        var payment = new PaymentProof
        {
            Id = Guid.CreateVersion7(act.At), PersonId = me, Number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AmountFen = options.Value.AmountFen, AskedAt = act.At,
        };
        db.Add(payment);
        var saved = await db.SaveAsync(ct, Begun);
        return saved.Ok ? payment : Outcome<PaymentProof>.Because(saved.Problems);
    }
}
