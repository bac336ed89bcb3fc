using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Fees;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Notices;

/// <summary>
/// The documents of a case as paper (03.18). The first reading pins the template version in force; since elements, versions and the time on it never
/// change, the same bytes come out ever after and no copy needs to be kept.
/// </summary>
internal sealed class NoticePdf(Database db, Templates templates, TemplateRenderer renderer, FeeGate fees, ICatalogue catalogue)
{
    private static readonly Problem Gone = Problem.NotFound("cases.notice-gone", "没有找到这份文书，或您无权查看。请从办件页面重新打开。");

    /// <param name="Title">The document's name.</param>
    /// <param name="Number">Its number, which also names the file.</param>
    internal sealed record Sheet(string Title, string Number, DocumentTemplate Template, IReadOnlyDictionary<string, object?> Data, Issuing Issuing);

    public byte[] Pdf(Sheet sheet) => renderer.Render(sheet.Template, sheet.Data, sheet.Issuing);

    public string Html(Sheet sheet) => renderer.RenderHtml(sheet.Template, sheet.Data, sheet.Issuing);

    /// <param name="site">Under which address people reach the site, for the QR code.</param>
    public async Task<Outcome<Sheet>> NoticeAsync(Guid caseId, Guid noticeId, Actor actor, Party? party, string site, CancellationToken ct)
    {
        var visible = db.Set<Case>().VisibleTo(db, actor, party);
        var notice = await db.Set<Notice>().AsNoTracking()
            .SingleOrDefaultAsync(n => n.Id == noticeId && n.CaseId == caseId && visible.Any(c => c.Id == n.CaseId), ct);
        if (notice is null)
        {
            return Gone;
        }

        var kind = NoticeKinds.All[notice.Kind];
        var data = NoticeData.Of(notice.Elements);
        data["noticeNumber"] = notice.Number;
        data["basis"] = kind.Basis;
        data["trackUrl"] = $"{site}/track?number={data["number"]}";
        var template = await TemplateAsync<Notice>(kind.Key, notice.TemplateVersion, n => n.Id == notice.Id && n.TemplateVersion == 0, n => n.Id == notice.Id, n => n.TemplateVersion, ct);
        return new Sheet(kind.Title, notice.Number, template, data, new Issuing((string)data["organisation"]!, notice.Number, notice.At));
    }

    /// <summary>The result document (证照、批文). A revoked one is not handed out any more.</summary>
    public async Task<Outcome<Sheet>> ResultAsync(Guid caseId, Actor actor, Party? party, string site, CancellationToken ct)
    {
        if (!party.MayCollect())
        {
            return Gone;
        }

        var found = await db.Set<Case>().AsNoTracking().VisibleTo(db, actor, party).Where(c => c.Id == caseId)
            .Join(db.Set<Result>(), c => c.Id, r => r.CaseId, (c, r) => new { Result = r, c.Number, c.ItemName, c.OrganisationName, c.DecidedAt, c.ItemVersionId })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return Gone;
        }

        var result = found.Result;
        if (result.RevokedAt is not null)
        {
            return Problem.Conflict("cases.result-revoked", "这份办理结果已被撤销，不能再下载。如有疑问请联系办理机关。");
        }

        if (actor.Kind == ActorKind.Applicant && await fees.ClosedAsync(caseId, await catalogue.VersionAsync(found.ItemVersionId, ct), ct) is { } owed)
        {
            return owed;
        }

        var data = NoticeData.Of(result.Elements);
        data["name"] = result.Name;
        data["number"] = result.Number;
        data["holder"] = result.HolderName;
        data["item"] = found.ItemName;
        data["organisation"] = found.OrganisationName;
        data["caseNumber"] = found.Number;
        data["issuedOn"] = LegalDay.Date(result.IssuedOn);
        data["validity"] = result.ValidUntil is { } until ? $"{LegalDay.Date(result.IssuedOn)}至{LegalDay.Date(until)}" : "长期有效";
        data["verificationCode"] = result.VerificationCode;
        data["verifyUrl"] = $"{site}/verify/{result.VerificationCode}";
        var template = await TemplateAsync<Result>(result.Template, result.TemplateVersion, r => r.Id == result.Id && r.TemplateVersion == 0, r => r.Id == result.Id, r => r.TemplateVersion, ct);
        return new Sheet(result.Name, result.Number, template, data, new Issuing(found.OrganisationName, result.Number, found.DecidedAt!.Value));
    }

    /// <summary>The pinned version; two first readers at once agree on one.</summary>
    private async Task<DocumentTemplate> TemplateAsync<T>(
        string key, int pinned, Expression<Func<T, bool>> unpinned, Expression<Func<T, bool>> row, Expression<Func<T, int>> version, CancellationToken ct)
        where T : class
    {
        if (pinned == 0)
        {
            var active = await templates.GetActiveAsync(key, ct) ?? throw new InvalidOperationException($"No template {key}: templates are seeded at start.");
            var taken = await db.UpdateAsync(db.Set<T>().Where(unpinned), s => s.SetProperty(version, active.Version), ct);
            if (taken == 1)
            {
                return active;
            }

            pinned = await db.Set<T>().Where(row).Select(version).SingleAsync(ct);
        }

        return await templates.VersionAsync(key, pinned, ct) ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Template {key} v{pinned} is gone."));
    }
}
