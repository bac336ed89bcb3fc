using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Takes a newer national list over (01.10, 01.24) in two acts: the list is read and compared, and what was shown is taken over whole or not at all, once another person approved it
/// (<see cref="MassChanges.RunMassChanges"/>). Managers of the nation or of a province;
/// what the list no longer has is not deleted but gets a planned day of cancelling.
/// </summary>
internal sealed class TakeOverList(Database db, NationalCatalogue national, IConfiguration configuration, IHostEnvironment environment)
{
    private const int ReasonLength = 500;
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    public static readonly Problem NotYours = Problem.Forbidden("catalogue.takeover-region", "国家基本目录由省级以上事项管理人员承接。您可以查看，不能修改。");
    public static readonly Problem Unknown = Problem.NotFound("catalogue.takeover-unknown", "没有找到这次比对，请重新上传清单。");
    private static readonly Problem Empty = Problem.Invalid("catalogue.takeover-file", "请选择要上传的清单，格式为 csv 或 xlsx。", "Source");
    private static readonly Problem Taken = Problem.Conflict("catalogue.takeover-taken", "这份清单已经承接过，不用再做一次。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.takeover-meanwhile", "比对之后目录又有变化，没有承接任何一条。请打开清单核对重新比对的结果，再提交批准。");

    public static bool MayTake(Actor actor) => actor is { Kind: ActorKind.System } or { Post: { Role: Roles.CatalogueManager, RegionCode.Length: <= 2 } };

    /// <summary>Reads and compares; nothing of the catalogue changes.</summary>
    /// <returns>The takeover to confirm, or the rows that cannot be used.</returns>
    public async Task<Outcome<Checked>> CheckAsync(string fileName, byte[] bytes, Act act, CancellationToken ct)
    {
        if (!MayTake(act.Actor))
        {
            return NotYours;
        }

        if (bytes.Length == 0)
        {
            return Empty;
        }

        var read = await TableAsync(bytes, ct);
        if (!read.TryGet(out var table))
        {
            return Outcome<Checked>.Because(read.Problems);
        }

        var (rows, faults) = NationalList.Read(table, fileName, Departments());
        var plan = await PlanAsync(rows, fileName, ct);
        if (faults.Count + plan.Faults.Count > 0)
        {
            return new Checked(null, [.. faults.Concat(plan.Faults).OrderBy(f => f.At.Row)]);
        }

        var takeover = ListTakeover.Checked(fileName, Convert.ToHexStringLower(SHA256.HashData(bytes)), JsonSerializer.Serialize(rows, Json), Counts(plan), act);
        db.Add(takeover);
        db.Record(takeover, act, "list-checked", new { takeover.FileName, takeover.Fingerprint, takeover.Added, takeover.Changed, takeover.Removed });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Checked(takeover.Id, []) : Outcome<Checked>.Because(saved.Problems);
    }

    /// <summary>What the checked list would do to the catalogue as it stands now.</summary>
    public Task<NationalPlan> PlanAsync(ListTakeover takeover, CancellationToken ct) => PlanAsync(JsonSerializer.Deserialize<List<NationalRow>>(takeover.Rows)!, takeover.FileName, ct);

    /// <param name="cancelOn">From when entries that the list no longer has are cancelled.</param>
    /// <param name="also">What is to be saved with it.</param>
    public async Task<Outcome> TakeAsync(Guid id, DateOnly? cancelOn, Act act, CancellationToken ct, Action? also = null)
    {
        if (!MayTake(act.Actor))
        {
            return NotYours;
        }

        if (act.Reason.Length is 0 or > ReasonLength)
        {
            return Problem.Invalid("catalogue.takeover-reason", $"请填写承接依据，例如清单的发文字号，不超过 {ReasonLength} 字。", "Reason");
        }

        var takeover = await db.Set<ListTakeover>().SingleOrDefaultAsync(t => t.Id == id, ct);
        if (takeover is null)
        {
            return Unknown;
        }

        if (takeover.TakenAt is not null)
        {
            return Taken;
        }

        var plan = await PlanAsync(takeover, ct);
        if (Counts(plan) != (takeover.Added, takeover.Changed, takeover.Removed))
        {
            takeover.Recheck(Counts(plan));
            var told = await db.SaveAsync(ct);
            return told.Ok ? Meanwhile : told;
        }

        if (plan.Removed.Count > 0 && (cancelOn is null || cancelOn <= LegalDay.Of(act.At)))
        {
            return Problem.Invalid("catalogue.takeover-cancel", $"新清单没有的 {plan.Removed.Count} 项要取消，请填写计划取消日期，应晚于今天。", "CancelOn");
        }

        var faults = await national.StageAsync(plan, takeover.FileName, plan.Removed.Count > 0 ? cancelOn : null, act, ct);
        if (faults.Count > 0)
        {
            db.ChangeTracker.Clear();
            return Outcome.Refused([.. faults.Take(20).Select(f => Problem.Invalid(f.Problem, $"第 {f.At.Row} 行：{f.Message}没有承接任何一行。"))]);
        }

        takeover.Take(Counts(plan), plan.Removed.Count > 0 ? cancelOn : null, act);
        db.Record(takeover, act, "list-taken", new { takeover.Added, takeover.Changed, takeover.Removed, takeover.CancelOn });
        also?.Invoke();
        return await db.SaveAsync(ct);
    }

    private async Task<NationalPlan> PlanAsync(IReadOnlyList<NationalRow> rows, string fileName, CancellationToken ct) =>
        NationalPlan.Of(rows, await national.StandingAsync(rows, ct), Departments(), fileName);

    private Dictionary<string, string> Departments()
    {
        using var numbers = DataFolder.Find(configuration, environment)?.Open(DataFolder.Departments);
        return numbers is null ? [] : NationalList.Departments(numbers);
    }

    private static (int Added, int Changed, int Removed) Counts(NationalPlan plan) => (plan.Added.Count, plan.Changed.Count, plan.Removed.Count);

    private static async Task<Outcome<IReadOnlyList<CsvRow>>> TableAsync(byte[] bytes, CancellationToken ct)
    {
        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            return Csv.Read(new StringReader(Encoding.UTF8.GetString(bytes))).Take(NationalList.MostRows + 1).ToList();
        }

        using var content = new MemoryStream(bytes);
        Dictionary<string, int>? heads = null;
        var rows = new List<CsvRow>();
        var read = await SheetRows.ReadAsync(content, NationalList.MostRows + 1, line =>
        {
            if (heads is null)
            {
                heads = line.Cells.Select((name, i) => (name, i)).DistinctBy(x => x.name).ToDictionary(x => x.name, x => x.i, StringComparer.Ordinal);
            }
            else if (!line.IsEmpty)
            {
                rows.Add(new CsvRow(line.Number, heads, [.. line.Cells]));
            }
        }, ct);
        return read.Ok ? rows : Outcome<IReadOnlyList<CsvRow>>.Because(read.Problems);
    }

    /// <param name="Id">null: there are faults, and nothing to confirm.</param>
    internal sealed record Checked(Guid? Id, IReadOnlyList<RowFault> Faults);
}
