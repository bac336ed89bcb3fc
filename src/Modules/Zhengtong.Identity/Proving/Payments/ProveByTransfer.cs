using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>
/// 对公打款验证 (08.02): the channel sends a small random amount to the account that a bank keeps in the company's registered name; the legal representative or an agent reads the account and says how
/// much it was, within some days and some tries. The row is written before the channel is asked, and the channel does a number once: killed in between, nothing is sent twice.
/// </summary>
internal sealed class ProveByTransfer(Database db, PersonalData personal, IPaymentChannel channel, IMessages messages, IOptions<PaymentProofSettings> options)
{
    private const int ShortestAccount = 8;
    private const int LongestAccount = 32;

    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入对公账号。"), StringLength(60, ErrorMessage = "对公账号由 8 至 32 位数字组成，请对照开户资料核对。")]
        public string Account { get; set; } = "";

        [Required(ErrorMessage = "请输入开户银行。"), StringLength(100, ErrorMessage = "开户银行最长 100 个字。")]
        public string Bank { get; set; } = "";
    }

    /// <summary>The company, for whoever acts for it in everything.</summary>
    public async Task<Company?> CompanyAsync(Guid companyId, Act act, CancellationToken ct)
    {
        var (person, agencies) = (act.Actor.Id, db.AgenciesOn(LegalDay.Of(act.At)));
        return act.Actor.Kind == ActorKind.Applicant
            ? await db.Set<Company>().SingleOrDefaultAsync(c => c.Id == companyId && agencies.Any(g => g.CompanyId == c.Id && g.PersonId == person), ct)
            : null;
    }

    public Task<CompanyTransfer?> LastAsync(Guid companyId, CancellationToken ct) =>
        db.Set<CompanyTransfer>().AsNoTracking().Where(x => x.CompanyId == companyId).OrderByDescending(x => x.AskedAt).FirstOrDefaultAsync(ct);

    public async Task<Outcome> BeginAsync(Guid companyId, Command command, Act act, CancellationToken ct)
    {
        if (!channel.Configured)
        {
            return PaymentRule.NotOffered;
        }

        if (await CompanyAsync(companyId, act, ct) is not { } company)
        {
            return TransferRule.Gone;
        }

        if (await db.IsProvedAsync(companyId, AssuranceLevel.RealName, ct))
        {
            return Outcome.Done();
        }

        var account = string.Concat(command.Account.Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (account.Length is < ShortestAccount or > LongestAccount || !account.All(char.IsAsciiDigit))
        {
            return TransferRule.Account;
        }

        var (settings, since) = (options.Value, act.At - TransferRule.Month);
        var open = await db.Set<CompanyTransfer>().SingleOrDefaultAsync(x => x.CompanyId == companyId && x.EndedAt == null, ct);
        if (open is not null && TransferRule.StateOf(open, settings.TransferDays, act.At) != TransferState.Lapsed)
        {
            return TransferRule.Running;
        }

        if (await db.Set<CompanyTransfer>().CountAsync(x => x.CompanyId == companyId && x.AskedAt > since, ct) >= settings.TransfersAMonth)
        {
            return TransferRule.TooOften(settings.TransfersAMonth);
        }

        if (open is not null)
        {
            // First by itself: the index lets one be open.
            open.End(act.At);
            var ended = await db.SaveAsync(ct);
            if (!ended.Ok)
            {
                return ended;
            }
        }

        var fen = RandomNumberGenerator.GetInt32(TransferRule.LeastFen, TransferRule.MostFen + 1);
        var transfer = new CompanyTransfer
        {
            Id = act.NewId(), CompanyId = companyId, ById = act.Actor.Id, Number = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountHidden = personal.Hide(account),
            AccountMasked = new string('*', account.Length - 4) + account[^4..], Bank = command.Bank.Trim(), Holder = company.Name,
            AmountHidden = personal.Hide(fen.ToString(CultureInfo.InvariantCulture)), AskedAt = act.At,
        };
        db.Add(transfer);
        db.Record(company, act, "transfer-asked", new { transfer.Number, transfer.AccountMasked });
        var saved = await db.SaveAsync(ct, TransferRule.Running);
        return saved.Ok ? await FollowAsync(transfer.Id, act, ct) : saved;
    }

    /// <summary>How it stands with the amount that is on its way: whoever acts for the company asks.</summary>
    public async Task<Outcome> LookAsync(Guid companyId, Act act, CancellationToken ct)
    {
        if (await CompanyAsync(companyId, act, ct) is null)
        {
            return TransferRule.Gone;
        }

        var open = await db.Set<CompanyTransfer>().AsNoTracking().SingleOrDefaultAsync(x => x.CompanyId == companyId && x.EndedAt == null, ct);
        return open is null ? TransferRule.NotWaiting : await FollowAsync(open.Id, act, ct);
    }

    /// <summary>Has the channel send what is not known to be sent, or learns what became of it.</summary>
    public async Task<Outcome> FollowAsync(Guid id, Act act, CancellationToken ct)
    {
        var transfer = await db.Set<CompanyTransfer>().SingleAsync(x => x.Id == id, ct);
        if (transfer.EndedAt is not null || TransferRule.StateOf(transfer, options.Value.TransferDays, act.At) == TransferState.Lapsed)
        {
            return TransferRule.NotWaiting;
        }

        var asked = await channel.TransferAsync(
            new TransferOrder(transfer.Number, Fen(transfer), personal.Open(transfer.AccountHidden), transfer.Bank, transfer.Holder, "单位认证"), ct);
        if (!asked.TryGet(out var answer))
        {
            if (asked.Problems[0] != HttpPaymentChannel.Declined)
            {
                return asked;
            }

            answer = null;
        }

        TransferFailure? failure = answer?.Result switch
        {
            null => TransferFailure.Declined,
            TransferResult.HolderDiffers => TransferFailure.HolderDiffers,
            TransferResult.AccountUnknown => TransferFailure.AccountUnknown,
            TransferResult.Returned => TransferFailure.Returned,
            _ => null,
        };
        if (failure is null && (answer!.Result == TransferResult.Pending || transfer.SentAt is not null))
        {
            return Outcome.Done();
        }

        var company = await db.Set<Company>().SingleAsync(c => c.Id == transfer.CompanyId, ct);
        if (failure is { } why)
        {
            transfer.Fail(why, act.At);
            db.Record(company, act, "transfer-failed", new { transfer.Number, why = why.ToString() });
        }
        else
        {
            transfer.Sent(answer!.Transaction, act.At);
            db.Record(company, act, "transfer-sent", new { transfer.Number, answer.Transaction });
        }

        messages.Send(db, new NewMessage(
            transfer.ById, failure is null ? "对公账户已打款" : "对公账户没有打款成功",
            failure is { } named
                ? $"“{company.Name}”的对公打款验证：{TransferRule.NameOf(named)}。请核对后重新申请。"
                : $"已向“{company.Name}”尾号 {transfer.AccountMasked[^4..]} 的账户打款，请不晚于 {LegalDay.Date(TransferRule.Until(transfer, options.Value.TransferDays))} 填写收到的金额。",
            $"{transfer.Id}:{(failure is null ? "sent" : "failed")}", TransferPageModel.PathOf(company.Id)));
        var saved = await db.SaveAsync(ct);
        // The job and a page at one moment: either has written the same.
        return saved.Ok || saved.Problems[0] == Database.ChangedMeanwhile ? Outcome.Done() : saved;
    }

    /// <param name="typed">In yuan.</param>
    public async Task<Outcome> AnswerAsync(Guid companyId, string? typed, Act act, CancellationToken ct)
    {
        if (await CompanyAsync(companyId, act, ct) is not { } company)
        {
            return TransferRule.Gone;
        }

        if (TransferRule.Fen(typed) is not { } fen)
        {
            return TransferRule.Amount;
        }

        var settings = options.Value;
        var transfer = await db.Set<CompanyTransfer>().SingleOrDefaultAsync(x => x.CompanyId == companyId && x.EndedAt == null, ct);
        if (transfer is null || TransferRule.StateOf(transfer, settings.TransferDays, act.At) != TransferState.Sent)
        {
            return TransferRule.NotWaiting;
        }

        // Counted on the row that is read: of two guesses at one moment one is told that something changed meanwhile, and tries no other amount by it.
        if (fen != Fen(transfer))
        {
            var left = settings.TransferTries - transfer.Misses - 1;
            transfer.Miss(left <= 0, act.At);
            db.Record(company, act, "transfer-missed", new { transfer.Number, transfer.Misses });
            var missed = await db.SaveAsync(ct);
            return !missed.Ok ? missed : left <= 0 ? TransferRule.LastMissed : TransferRule.Missed(left);
        }

        transfer.Prove(act.At);
        db.Add(IdentityProof.Of(companyId, ProofKind.Transfer, channel.Name, transfer.Transaction, act.At));
        db.Record(company, act, "transfer-proved", new { transfer.Number });
        var representative = await db.Set<CompanyAgent>().Where(g => g.CompanyId == companyId && g.Representative && g.RevokedAt == null).Select(g => (Guid?)g.PersonId).SingleOrDefaultAsync(ct);
        messages.Send(db, new NewMessage(
            representative ?? act.Actor.Id, "单位已通过对公打款验证", $"{act.Actor.Name}填写的金额正确，“{company.Name}”已通过对公打款验证。", $"{transfer.Id}:proved", "/my/companies"));
        return await db.SaveAsync(ct);
    }

    private int Fen(CompanyTransfer transfer) => int.Parse(personal.Open(transfer.AmountHidden), CultureInfo.InvariantCulture);
}
