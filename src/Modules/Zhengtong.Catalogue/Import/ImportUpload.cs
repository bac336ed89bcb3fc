using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// Imports one file that an administrator uploaded, or only says what it would do. Rows that fail are listed; the others are taken in one save. Items and guides of a region are its managers' to
/// publish: an administrator checks them, and what he checked is taken once a manager approved it (01.13, 01.19). Divisions are one for the whole site: those who keep the site bring them.
/// </summary>
internal sealed class ImportUpload(
    Database db, ItemWriter writer, ImportRegions divisions, ImportReach reach, Regions regions, IFileStore files, TimeProvider clock, IConfiguration configuration, IHostEnvironment environment)
{
    private const string Divisions = "regions";

    /// <summary>Kinds that only a manager's approval lets in.</summary>
    public static readonly string[] Approved = ["items", "guides"];
    private static readonly Problem NotYours = Problem.Forbidden("catalogue.import-regions", "行政区划全站共用，由最高一级的系统管理员导入。您可以先试导入，再把文件交给他。");
    private static readonly Problem Meanwhile = Problem.Conflict("catalogue.import-changed", "检查之后有事项被其他人更新，没有导入任何一行。请重新上传检查后再提交。");

    /// <summary>The run of an upload, to be saved before it starts: every node can then say how it stands.</summary>
    public static ImportRun Begin(string fileName, byte[] bytes, bool dryRun, Act act)
    {
        var (kind, installation) = (KindOf(TextOf(bytes)), act.Actor.Kind == ActorKind.System);
        return new()
        {
            Id = Guid.CreateVersion7(), Kind = kind, FileName = fileName, Fingerprint = Convert.ToHexStringLower(SHA256.HashData(bytes)), StartedAt = act.At, ByName = act.Actor.Name,
            ById = installation ? null : act.Actor.Id, RegionCode = act.Actor.Post?.RegionCode ?? "", DryRun = dryRun || (!installation && Approved.Contains(kind)),
        };
    }

    /// <param name="begun">As it was saved.</param>
    public Task<Outcome<ImportRun>> RunAsync(ImportRun begun, byte[] bytes, Act act, IProgress<ImportStep>? progress, CancellationToken ct) => TakeAsync(begun, bytes, null, act, progress, ct);

    /// <summary>Takes what was checked and approved, in the reach of who checked it; nothing when it would not be the same any more.</summary>
    /// <param name="end">Stages the end of the change in the same save.</param>
    public async Task<Outcome> CarryOutAsync(MassChange change, byte[] bytes, Act act, Action end, CancellationToken ct)
    {
        var run = new ImportRun
        {
            Id = change.RunId!.Value, Kind = KindOf(TextOf(bytes)), FileName = change.FileName, Fingerprint = change.Fingerprint, StartedAt = act.At,
            ByName = change.AskedByName, ById = change.AskedById, RegionCode = change.RegionCode,
        };
        return await TakeAsync(run, bytes, (change.Added, change.Changed, end), act, null, ct);
    }

    private async Task<Outcome<ImportRun>> TakeAsync(
        ImportRun begun, byte[] bytes, (int Added, int Changed, Action End)? approved, Act act, IProgress<ImportStep>? progress, CancellationToken ct)
    {
        var (text, kind) = (TextOf(bytes), begun.Kind);
        if (kind.Length == 0)
        {
            return Problem.Invalid("catalogue.import-unknown", "认不出这个文件。请上传事项清单（CSV，首行含 item_code,name,…）、办事指南（JSON）或区划（CSV，首行含 code,name,…）。", "Source");
        }

        if (DataFolder.Find(configuration, environment) is not { } data)
        {
            return Problem.Conflict("catalogue.import-no-data", "服务器上没有数据目录，无法读取默认配置。请检查安装后再试。");
        }

        var tally = new Tally(kind, begun.FileName, begun.Fingerprint, begun.DryRun, act, progress) { RunId = begun.Id };
        if (kind == Divisions)
        {
            if (!begun.DryRun && act.Actor.Post is { } post && (await reach.OfAsync(post, ct)).Length > 0)
            {
                return NotYours;
            }

            await divisions.StageAndInsertAsync([(begun.FileName, new StringReader(text))], begun.DryRun, tally, ct);
        }
        else
        {
            try
            {
                await ItemsAsync(text, begun, data, tally, act, ct);
            }
            catch (JsonException e)
            {
                return Problem.Invalid("catalogue.import-json", $"文件不是正确的 JSON（第 {e.LineNumber + 1} 行），请改正后重新上传。", "Source");
            }
        }

        if (begun.DryRun)
        {
            db.ChangeTracker.Clear();
            if (Approved.Contains(kind) && await KeptAsync(bytes, ct) is { Ok: false } full)
            {
                return Outcome<ImportRun>.Because(full.Problems);
            }
        }

        if (approved is { } asked)
        {
            if ((asked.Added, asked.Changed) != (tally.Added, tally.Changed))
            {
                return Meanwhile;
            }

            asked.End();
            db.Add(begun);
        }

        var run = approved is null ? await db.Set<ImportRun>().SingleAsync(r => r.Id == begun.Id, ct) : begun;
        tally.End(db, run, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        if (kind == Divisions)
        {
            regions.Forget();
        }

        return saved.Ok ? run : Outcome<ImportRun>.Because(saved.Problems);
    }

    /// <summary>What is approved later is what was checked: it lies under its hash.</summary>
    private async Task<Outcome> KeptAsync(byte[] bytes, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes);
        return await files.PutAsync(content, ct);
    }

    private async Task ItemsAsync(string text, ImportRun begun, DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        var kit = await ImportKit.LoadAsync(db, data, ct);
        var (drafts, faults) = (new List<ItemDraft>(), new List<RowFault>());
        if (begun.Kind == "guides")
        {
            kit.Guides.Read(text, begun.FileName, drafts, faults);
        }
        else
        {
            ItemListReader.Read(new StringReader(text), begun.FileName, kit.RegionOf, drafts, faults);
        }

        tally.Take(faults);
        tally.Total = drafts.Count + faults.Count(f => !f.Warning);
        await writer.WriteAsync(drafts, kit.Profiles, kit.Rules, true, begun.ById is null ? null : begun.RegionCode, tally, act, ct);
    }

    private static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    /// <returns>Empty: nothing known.</returns>
    private static string KindOf(string text) =>
        text.StartsWith(ItemListReader.Head, StringComparison.Ordinal) ? "items"
        : text.StartsWith("code,name", StringComparison.Ordinal) ? Divisions
        : text.TrimStart().StartsWith('[') ? "guides"
        : "";
}
