using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Known;

/// <summary>What the owner does with his reusable data: writes them down, corrects them (个人信息保护法第四十六条), says that they are still right, withdraws them.</summary>
internal sealed class EditKnown(Database db, PersonalData personal)
{
    public const int LongestValue = 500;

    public static readonly Problem Gone = Problem.NotFound("identity.known-gone", "没有找到这项常用信息。请从“常用信息”进入。");
    public static readonly Problem Withdrawn = Problem.Conflict("identity.known-withdrawn", "这项信息已经撤回。需要的，请重新填写。");
    private static readonly Problem Missing = Problem.Invalid("identity.known-value", $"请填写内容，不超过 {LongestValue} 个字。", "Value");
    private static readonly Problem UnknownKey = Problem.Invalid("identity.known-key", "请选择要填写的信息。", "Key");
    private static readonly Problem Coded = Problem.Conflict("identity.known-coded", "这项信息是从选项中选的，不能在这里改写。请撤回，下次办事时重新选择。");

    public async Task<Outcome> AddAsync(string? key, string? value, Act act, CancellationToken ct)
    {
        var label = KnownWords.AddableOf(act.Party.Kind).FirstOrDefault(a => a.Key == key).Label;
        if (label is null || act.Party.Mandate is not null)
        {
            return UnknownKey;
        }

        if (await db.KnownOf(act.Party).SingleOrDefaultAsync(k => k.Key == key, ct) is { } known)
        {
            return await TakeAsync(known, value, act, ct);
        }

        known = new KnownValue { Id = act.NewId(), PartyId = act.Party.Id, Key = key!, Label = label };
        db.Add(known);
        return await TakeAsync(known, value, act, ct);
    }

    /// <summary>Also what was withdrawn: its owner wants it used again.</summary>
    public async Task<Outcome> CorrectAsync(Guid id, string? value, Act act, CancellationToken ct)
    {
        var known = await db.KnownOf(act.Party).SingleOrDefaultAsync(k => k.Id == id, ct);
        return known is null ? Gone : act.SawOther(known.Revision) ? Database.ChangedMeanwhile : known.Plain ? await TakeAsync(known, value, act, ct) : Coded;
    }

    public async Task<Outcome> ConfirmAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await db.KnownOf(act.Party).SingleOrDefaultAsync(k => k.Id == id, ct) is not { } known)
        {
            return Gone;
        }

        if (known.WithdrawnAt is not null)
        {
            return Withdrawn;
        }

        if (act.SawOther(known.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        known.Confirm(act.At);
        return await db.SaveAsync(ct);
    }

    /// <summary>The values are gone, those of before too; that they were there stays.</summary>
    public async Task<Outcome> WithdrawAsync(Guid id, Act act, CancellationToken ct)
    {
        if (await db.KnownOf(act.Party).SingleOrDefaultAsync(k => k.Id == id, ct) is not { } known)
        {
            return Gone;
        }

        if (!await db.DisposesAsync(act, ct))
        {
            return SpaceOwner.NotRepresentative;
        }

        if (known.WithdrawnAt is not null)
        {
            return Outcome.Done();
        }

        known.Withdraw(act.At);
        foreach (var former in await db.Set<FormerKnownValue>().Where(f => f.KnownValueId == id && f.ValueHidden != "").ToListAsync(ct))
        {
            former.Blank();
        }

        db.Record(await db.OwnerAsync(act.Party, ct), act, "known-value-withdrawn", new { known.Key });
        return await db.SaveAsync(ct);
    }

    private async Task<Outcome> TakeAsync(KnownValue known, string? value, Act act, CancellationToken ct)
    {
        var text = value?.Trim() ?? "";
        if (text.Length is 0 or > LongestValue)
        {
            return Missing;
        }

        if (personal.Open(known.ValueHidden) == text)
        {
            known.Confirm(act.At);
            return await db.SaveAsync(ct);
        }

        if (known.Take(new KnownFact(personal.Hide(text), "", KnownSource.Owner, null, "", false, act.At)) is { } former)
        {
            db.Add(former);
        }

        db.Record(await db.OwnerAsync(act.Party, ct), act, "known-value-written", new { known.Key });
        return await db.SaveAsync(ct);
    }
}
