using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Events;

namespace Zhengtong.Cases.Apply;

/// <summary>The rows that receiving one application writes, all in one save.</summary>
internal sealed class ReceivedCase(Case @case, PublishedItem item, WorkingCalendar calendar)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly List<object> _rows = [@case];
    private readonly List<string> _names = [];

    public Case Case => @case;

    public IReadOnlyList<object> Rows => _rows;

    public void Add(object row) => _rows.Add(row);

    /// <summary>What stands for each material of the item: files, paper, a commitment, or a promise to follow.</summary>
    /// <param name="wanted">Those that the situation and the answers ask for.</param>
    public void AddMaterials(Draft draft, IReadOnlyList<DraftMaterial> given, IEnumerable<ItemMaterial> wanted, Act act)
    {
        foreach (var material in wanted)
        {
            var files = given.Where(g => g.Key == material.Key).ToList();
            if (files.Count == 0)
            {
                if (SubmissionCheck.StandIn(material, draft.Mode) is { } state)
                {
                    Add(material, state, null, "", act);
                }

                continue;
            }

            foreach (var file in files)
            {
                Add(material, file.Paper ? MaterialState.Paper : MaterialState.Given, file.FileId, file.FileName, act);
            }
        }
    }

    /// <summary>Opens the intake, starts the five days, and writes receipt, trace and event.</summary>
    public void Begin(Act act, DateOnly today, ZoneStanding? zone = null)
    {
        var intake = item.Content.Steps.First(s => s.Kind == StepKind.Intake);
        var place = ZoneRule.Intake(@case, zone);
        Add(new CaseStep
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = @case.Id,
            Key = intake.Key,
            Name = intake.Name,
            Kind = intake.Kind,
            Stage = intake.Stage,
            Role = intake.Role,
            OrganisationId = place.OrganisationId,
            OrganisationName = place.Name,
            RegionCode = place.RegionCode,
            ZoneItemId = place.ZoneItemId,
            StartedAt = act.At,
            DueOn = AcceptanceRules.AnswerDueOn(act.At, calendar),
            CaseNumber = @case.Number,
            ItemName = @case.ItemName,
            ApplicantMasked = @case.ApplicantKind == PartyKind.Person ? Mask.Name(@case.ApplicantName) : @case.ApplicantName,
        });
        Add(new ClockEntry
        {
            CaseId = @case.Id,
            Sequence = 1,
            Clock = ClockKind.Acceptance,
            Move = ClockMoveKind.Start,
            At = act.At,
            Ground = AcceptanceRules.Clock.Basis,
            ById = act.Actor.Id,
        });
        var receipt = new Notice
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = @case.Id,
            Kind = NoticeKinds.Receipt.Key,
            Number = $"{@case.Number}-{NoticeKinds.Receipt.Code}01",
            Elements = JsonSerializer.Serialize(new Dictionary<string, object?>
            {
                ["number"] = @case.Number,
                ["applicant"] = @case.ApplicantName,
                ["item"] = @case.ItemName,
                ["organisation"] = @case.OrganisationName,
                ["materials"] = _names.Select(n => new { name = n }).ToList(),
                ["answerDueOn"] = LegalDay.DateAndWeekday(AcceptanceRules.AnswerDueOn(act.At, calendar)),
                ["date"] = LegalDay.Date(today),
            }, Json),
            At = act.At,
            ById = act.Actor.Id,
        };
        Add(receipt);
        if (act.Actor is { Kind: ActorKind.Staff, Post: not null })
        {
            @case.FirstAskedId = act.Actor.Id;
            Add(Duty.OfCase(@case.Id, @case.Number, @case.ItemName, @case.RegionCode, act));
        }

        @case.Revision++;
        var promised = _rows.OfType<Application>().Single() is { PromisedAt: { } at } signed ? new { by = signed.PromisedByName, at, text = signed.PromiseText } : null;
        Add(Trace.Next(@case, act, "received", JsonSerializer.Serialize(new { @case.Number, item.Version, @case.Mode, materials = _names.Count, receipt = receipt.Number, promised }, Json)));
        Add(OutboxEvent.Of(new CaseReceived(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, (int)act.End), act.At));
    }

    private void Add(ItemMaterial material, MaterialState state, Guid? fileId, string fileName, Act act)
    {
        _names.Add(state switch
        {
            MaterialState.Committed => $"{material.Name}（以告知承诺代替）",
            MaterialState.Tolerated => $"{material.Name}（容缺，待补）",
            MaterialState.Paper => $"{material.Name}（纸质）",
            _ => material.Name,
        });
        Add(new CaseMaterial { CaseId = @case.Id, Sequence = _names.Count, Key = material.Key, Name = material.Name, FileId = fileId, FileName = fileName, State = state, At = act.At });
    }
}
