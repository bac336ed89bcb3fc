using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Who the party is, and how that was shown.</summary>
internal sealed class ProfileSource(Database db, IParties parties) : ISpaceSource
{
    public string Key => "profile";

    public string Name => "基本资料和认证";

    public int Order => 10;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var profile = (await parties.FindAsync(party.Id, ct))!;
        var registered = party.Kind == PartyKind.Company
            ? await db.Set<Company>().Where(c => c.Id == party.Id).Select(c => c.RegisteredAt).SingleAsync(ct)
            : await db.Set<Person>().Where(p => p.Id == party.Id).Select(p => p.RegisteredAt).SingleAsync(ct);
        yield return new SpaceRecord(
            "基本资料", registered, new("名称", profile.Name), new(DocumentKinds.NameOf(profile.IdKind), profile.IdNumber), new("电话", profile.Phone), new("电子邮箱", profile.Email),
            new("地址", profile.Address), new("法定代表人", profile.LegalRepresentative));
        await foreach (var proof in db.Set<IdentityProof>().AsNoTracking().Where(p => p.PartyId == party.Id).OrderBy(p => p.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(
                $"认证：{Proofs.NameOf(proof.Kind)}", proof.At, new("由谁核验", proof.Source), new("核验编号", proof.Reference), new("实名等级", proof.Level.Name()),
                new("结束", LegalDay.Moment(proof.EndedAt)), new("结束原因", proof.EndedWhy));
        }
    }
}
