using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// Loads standards that exist (<c>standards/standards.csv</c>) into the library, published: they are public already. A number the library has is left as it is. Stages only; the import saves.
/// </summary>
internal sealed class ImportStandards(Database db)
{
    public async Task StageAsync(TextReader text, string file, Tally tally, Act act, CancellationToken ct)
    {
        var known = (await db.Set<Standard>().Where(s => s.Number != null).Select(s => s.Number!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Csv.Read(text))
        {
            tally.Total++;
            var at = new RowAt(file, row.Line, row["number"]);
            if (StandardNumber.Parse(row["number"]) is not { Region.Length: 0 } number)
            {
                tally.Fault(at, "import-standard-number", $"“{row["number"]}”不是国家、行业或团体标准的编号，没有导入。");
            }
            else if (!Enum.TryParse<StandardDomain>(row["domain"], out var domain) || !Enum.IsDefined(domain) || row["title"].Length is 0 or > 200
                || Day(row["issued"]) is not { } issued || Day(row["in_force"]) is not { } inForce || inForce < issued)
            {
                tally.Fault(at, "import-standard-row", "名称、领域、发布日期和实施日期都要填写，没有导入。");
            }
            else if (!known.Add(number.Text))
            {
                tally.Unchanged++;
            }
            else
            {
                Stage(new StandardFacts(number.Text, row["title"], number.Level, domain, "", "", StandardFunction.Join(row["functions"].Split(';')), number.Year, issued, inForce), act);
                tally.Added++;
            }
        }
    }

    private void Stage(StandardFacts facts, Act act)
    {
        var made = Standard.Propose(facts, "", "", true, null, null, act);
        made.Publish(facts.Number!, facts.IssuedOn!.Value, facts.InForceOn!.Value, act);
        db.Add(made);
        db.Record(made, act, "standard-imported", new { facts.Number, facts.Title });
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
