using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.GuideFeedback;

/// <summary>指南有误: anybody says what is wrong with a guide; it becomes a finding of the organisation, which answers. No sign-in needed.</summary>
internal sealed class RemarkOnGuide(Database db, TellEditors tell, ResponsibleStaff persons, IDataProtectionProvider protection, WorkingCalendars calendars)
{
    public const string Limit = "guide-feedback";
    public const string RuleKey = "guide-feedback";
    public const string ContactPurpose = "Zhengtong.Catalogue.GuideContact";
    private const int AnswerDays = 5;
    private const int LongestContact = 100;

    /// <summary>The elements a visitor may point at, as the guide names them.</summary>
    public static readonly IReadOnlyList<string> Elements =
        ["materials", "conditions", "process", "limits", "fee", "result", "places", "consult", "visits", "legalBasis", "name", "remarks"];

    internal sealed class Command
    {
        public string? Element { get; set; }

        public string? Text { get; set; }

        public string? Contact { get; set; }
    }

    /// <returns>The finding.</returns>
    /// <param name="act">By whoever is signed in, or the system for somebody who is not.</param>
    public async Task<Outcome<Guid>> HandleAsync(string code, Command command, Act act, CancellationToken ct)
    {
        var (at, party) = (act.At, act.Actor.Kind == ActorKind.Applicant ? act.OwnParty : null);
        if (await VersionsInForce.Of(db, db.Set<Item>().AsNoTracking().Where(i => i.Code == code && i.Kind == ItemKind.Implementation), LegalDay.Of(at)).SingleOrDefaultAsync(ct)
            is not { Item: var item, Version: var version })
        {
            return Problem.NotFound("catalogue.item-unknown", "没有找到这个事项。");
        }

        // What nobody finds has no guide that could be wrong: it waits for its day, or is kept off the platform.
        if (!await db.Set<ItemIndex>().AnyAsync(x => x.ItemId == item.Id, ct))
        {
            return Problem.NotFound("catalogue.item-unknown", "没有找到这个事项。");
        }

        var (text, contact) = ((command.Text ?? "").Trim(), (command.Contact ?? "").Trim());
        var problems = new List<Problem>();
        if (command.Element is null || !Elements.Contains(command.Element))
        {
            problems.Add(Problem.Invalid("catalogue.remark-element", "请选择指南的哪一部分有误。", nameof(command.Element)));
        }

        if (text.Length is 0 or > Finding.LongestText)
        {
            problems.Add(Problem.Invalid("catalogue.remark-text", $"请写明哪里有误，不超过 {Finding.LongestText} 个字。", nameof(command.Text)));
        }

        if (contact.Length > LongestContact)
        {
            problems.Add(Problem.Invalid("catalogue.remark-contact", $"联系方式不超过 {LongestContact} 个字。", nameof(command.Contact)));
        }

        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        // Whoever keeps what is the nation's answers for it too.
        var region = item.RegionCode.Length == 0 ? await persons.KeepersOfNationAsync(ct) : item.RegionCode;
        var finding = FindingOf(act.NewId(), item, version, region, command.Element!, text, at, (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(at), AnswerDays));
        await persons.NameAsync([finding], ct);
        db.Add(finding);
        db.Record(finding, act, "finding-registered", new { finding.Element });
        db.Add(new GuideRemark
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(at)), FindingId = finding.Id, ItemId = item.Id, ItemCode = item.Code, ItemName = version.Name,
            OrganisationName = Answers(item.RegionCode, item.OrganisationName),
            Element = command.Element!, Text = text, SealedContact = contact.Length > 0 ? Protector(protection).Protect(contact) : "", PartyId = party?.Id, At = at,
        });
        await tell.OfFindingAsync(finding, "群众反映指南有误", ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? finding.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Who is said to answer: of what is the nation's that is the catalogue department here, not the ministry that the guide names.</summary>
    public static string Answers(string regionCode, string organisation) => regionCode.Length == 0 ? "事项管理部门" : organisation;

    public static string Open(IDataProtectionProvider protection, string hidden) => Protector(protection).Unprotect(hidden);

    private static IDataProtector Protector(IDataProtectionProvider protection) => protection.CreateProtector(ContactPurpose);

    private static Finding FindingOf(Guid id, Item item, ItemVersion version, string region, string element, string text, DateTime at, DateOnly due)
    {
        return new Finding
        {
            Id = id,
            ItemId = item.Id,
            ItemCode = item.Code,
            ItemName = version.Name,
            Version = version.Number,
            RuleKey = RuleKey,
            RuleVersion = 1,

            // Each remark is one of its own, also where others said the same.
            Place = id.ToString("N"),
            Element = element,
            Blocks = false,
            Message = text,
            Origin = FindingOrigin.Public,
            OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName,
            RegionCode = region,
            FoundAt = at,
            DueOn = due,
        };
    }
}
