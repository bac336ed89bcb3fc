using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>Imports one file that an administrator uploaded, or only says what it would do. Rows that fail are listed; the others are taken in one save.</summary>
internal sealed class ImportUpload(
    Database db, ItemWriter writer, ImportRegions divisions, Regions regions, TimeProvider clock, IConfiguration configuration, IHostEnvironment environment)
{
    private const string Divisions = "regions";

    /// <summary>The run of an upload, to be saved before it starts: every node can then say how it stands.</summary>
    public static ImportRun Begin(string fileName, byte[] bytes, bool dryRun, Act act) => new()
    {
        Id = Guid.CreateVersion7(), Kind = KindOf(TextOf(bytes)), FileName = fileName, Fingerprint = Convert.ToHexStringLower(SHA256.HashData(bytes)), StartedAt = act.At, ByName = act.Actor.Name,
        DryRun = dryRun,
    };

    /// <param name="begun">As it was saved.</param>
    public async Task<Outcome<ImportRun>> RunAsync(ImportRun begun, byte[] bytes, Act act, IProgress<ImportStep>? progress, CancellationToken ct)
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
            await divisions.StageAndInsertAsync([(begun.FileName, new StringReader(text))], begun.DryRun, tally, ct);
        }
        else
        {
            try
            {
                await ItemsAsync(text, kind, begun.FileName, data, tally, act, ct);
            }
            catch (JsonException e)
            {
                return Problem.Invalid("catalogue.import-json", $"文件不是正确的 JSON（第 {e.LineNumber + 1} 行），请改正后重新上传。", "Source");
            }
        }

        if (begun.DryRun)
        {
            db.ChangeTracker.Clear();
        }

        var run = await db.Set<ImportRun>().SingleAsync(r => r.Id == begun.Id, ct);
        tally.End(db, run, Act.Micro(clock.GetUtcNow().UtcDateTime));
        var saved = await db.SaveAsync(ct);
        if (kind == Divisions)
        {
            regions.Forget();
        }

        return saved.Ok ? run : Outcome<ImportRun>.Because(saved.Problems);
    }

    private async Task ItemsAsync(string text, string kind, string fileName, DataFolder data, Tally tally, Act act, CancellationToken ct)
    {
        var kit = await ImportKit.LoadAsync(db, data, ct);
        var (drafts, faults) = (new List<ItemDraft>(), new List<RowFault>());
        if (kind == "guides")
        {
            kit.Guides.Read(text, fileName, drafts, faults);
        }
        else
        {
            ItemListReader.Read(new StringReader(text), fileName, kit.RegionOf, drafts, faults);
        }

        tally.Take(faults);
        tally.Total = drafts.Count + faults.Count(f => !f.Warning);
        await writer.WriteAsync(drafts, kit.Profiles, kit.Rules, true, tally, act, ct);
    }

    private static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');

    /// <returns>Empty: nothing known.</returns>
    private static string KindOf(string text) =>
        text.StartsWith(ItemListReader.Head, StringComparison.Ordinal) ? "items"
        : text.StartsWith("code,name", StringComparison.Ordinal) ? Divisions
        : text.TrimStart().StartsWith('[') ? "guides"
        : "";
}
