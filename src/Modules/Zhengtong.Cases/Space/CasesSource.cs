using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Track;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Cases.Space;

/// <summary>The cases of a party: what was applied with, its files, its documents, its result; and on the space the latest cases and materials.</summary>
internal sealed class CasesSource(Database db, IFormCatalogue forms, IDivisions divisions) : ISpaceSource
{
    private const int Portion = 100;

    public string Key => "cases";

    public string Name => "办件";

    public int Order => 30;

    public async Task<IReadOnlyList<SpaceCard>> CardsAsync(Party party, CancellationToken ct)
    {
        var cases = await db.Set<Case>().AsNoTracking().OwnOf(party).OrderByDescending(c => c.Id).Take(SpaceCard.Latest).ToListAsync(ct);
        var materials = await SpaceMaterials.Of(db, party).Take(SpaceCard.Latest).ToListAsync(ct);
        return
        [
            new SpaceCard(
                "办件", "folder2-open", "/my/cases", "全部办件", "还没有办件。",
                [.. cases.Select(c => new SpaceLine($"{c.ItemName.Shortened()}（{c.Status.Name()}）", $"/my/cases/{c.Id}", c.ReceivedAt))]),
            new SpaceCard(
                "材料", "files", MaterialsPageModel.Path, "全部材料，可以再用", "还没有提交过材料。",
                [.. materials.Select(m => new SpaceLine($"{m.Name.Shortened()}：{m.FileName}", m.Href, m.At))]),
        ];
    }

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            var page = await db.Set<Case>().AsNoTracking().OwnOf(party).Where(c => c.Id > after).OrderBy(c => c.Id).Take(Portion).ToListAsync(ct);
            foreach (var record in await PageAsync(page, ct))
            {
                yield return record;
            }

            if (page.Count < Portion)
            {
                yield break;
            }

            after = page[^1].Id;
        }
    }

    private async Task<List<SpaceRecord>> PageAsync(List<Case> cases, CancellationToken ct)
    {
        var ids = cases.Select(c => c.Id).ToList();
        var applications = await db.Set<Application>().AsNoTracking().Where(a => ids.Contains(a.CaseId)).ToDictionaryAsync(a => a.CaseId, ct);
        var results = await db.Set<Result>().AsNoTracking().Where(r => ids.Contains(r.CaseId)).ToDictionaryAsync(r => r.CaseId, ct);
        var notices = (await db.Set<Notice>().AsNoTracking().Where(n => ids.Contains(n.CaseId)).OrderBy(n => n.Id).ToListAsync(ct)).ToLookup(n => n.CaseId);
        var fees = (await db.Set<FeeOrder>().AsNoTracking().Where(o => ids.Contains(o.CaseId)).OrderBy(o => o.Id).ToListAsync(ct)).ToLookup(o => o.CaseId);
        var files = (await db.Set<CaseMaterial>().AsNoTracking().Where(m => ids.Contains(m.CaseId) && m.FileId != null).OrderBy(m => m.Sequence)
            .Join(db.Set<StoredFile>(), m => m.FileId, f => (Guid?)f.Id, (m, f) => new { m.CaseId, File = f }).ToListAsync(ct)).ToLookup(m => m.CaseId, m => m.File);
        List<SpaceRecord> records = [];
        foreach (var c in cases)
        {
            List<SpaceFact> facts =
            [
                new("办件编号", c.Number), new("受理机关", c.OrganisationName), new("办理方式", c.Mode.Name()), new("状态", c.Status.Name()),
                new("受理", LegalDay.Moment(c.AcceptedAt)), new("决定", LegalDay.Moment(c.DecidedAt)), new("办结", LegalDay.Moment(c.ClosedAt)),
            ];
            if (applications.GetValueOrDefault(c.Id) is { } application)
            {
                facts.AddRange([new("联系电话", application.ContactPhone), new("联系邮箱", application.ContactEmail), new("收件地址", application.DeliveryAddress)]);
                facts.AddRange(await AnswersAsync(c, application, ct));
            }

            facts.AddRange(notices[c.Id].Select(n => new SpaceFact("文书", $"{NoticeKinds.All.GetValueOrDefault(n.Kind)?.Title ?? n.Kind} {n.Number}，{LegalDay.Moment(n.At)}")));
            if (results.GetValueOrDefault(c.Id) is { } result)
            {
                facts.AddRange([new("结果", $"{result.Name} {result.Number}"), new("核验码", result.VerificationCode), new("有效期", result.ValidUntil is { } until ? "至 " + LegalDay.Date(until) : "")]);
            }

            facts.AddRange(fees[c.Id].Select(o => new SpaceFact("缴费单", $"{o.Number}，{o.TotalFen / 100m:0.00} 元{(o.PaidAt is { } paid ? "，" + LegalDay.Moment(paid) + "缴清" : "")}")));
            records.Add(new SpaceRecord(c.ItemName, c.ReceivedAt, facts) { Files = [.. files[c.Id]] });
        }

        return records;
    }

    private async Task<IEnumerable<SpaceFact>> AnswersAsync(Case @case, Application application, CancellationToken ct)
    {
        if (await forms.FindAsync(application.FormKey, application.FormVersion, ct) is not { } form || !FormAnswers.Parse(application.Answers).TryGet(out var answers))
        {
            return [];
        }

        var reading = await FormReading.OfAsync(divisions, form.Definition, answers, CaseForm.Context(@case, LegalDay.Of(@case.ReceivedAt)), unmasked: true, ct);
        return Lines(reading);
    }

    /// <summary>A form as facts.</summary>
    public static IEnumerable<SpaceFact> Lines(FormReading reading) =>
        from part in reading.Parts
        from row in part.Rows
        from line in row.Lines
        where line.Text.Length > 0
        select new SpaceFact($"{part.Title}{(row.Title is null ? "" : " " + row.Title)}：{line.Label}", line.Text);
}
