using System.Globalization;
using Zhengtong.Bench;

// bench --web FOLDER [--cases N] [--quick] [--items N] [--parts submit,lives,pages,items,identity] [--write FILE]: measures the published product against its own PostgreSQL and prints what was reached.
var web = Word("--web") ?? throw new ArgumentException("--web is missing: start through ./bench");
var cases = int.Parse(Word("--cases") ?? "1000000", CultureInfo.InvariantCulture);
var items = int.Parse(Word("--items") ?? cases.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
var quick = args.Contains("--quick");
var length = quick ? new Lengths(3, 5, 5, 20) : new Lengths(10, 20, 15, 600);

Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Trim()}, {cases} cases, PostgreSQL: {BenchPostgres.Settings}");
try
{
    var (ofCases, ofItems, ofIdentity) = await MeasureAsync();
    foreach (var (of, count, results) in (IEnumerable<(string, int, List<Measure>)>)[("cases", cases, ofCases), ("items", items, ofItems), ("identity", 0, ofIdentity)])
    {
        var table = Measure.Table(results);
        Console.WriteLine(table);
        if (Word("--write") is { } file && results.Count > 0)
        {
            await PerformancePage.WriteAsync(file, of, count, quick, table);
        }
    }

    return ofCases.Concat(ofItems).Concat(ofIdentity).All(r => r.Met) ? 0 : 1;
}
catch (Exception e) when (e is InvalidOperationException or HttpRequestException or System.Data.Common.DbException)
{
    // Caught, so that the server this run has started is stopped on the way out.
    await Console.Error.WriteLineAsync(e.ToString());
    return 2;
}

async Task<(List<Measure> Cases, List<Measure> Items, List<Measure> Identity)> MeasureAsync()
{
    await using var server = await BenchPostgres.StartAsync();
    var product = new Product(web, server);
    var (ofCases, ofItems, ofIdentity) = (new List<Measure>(), new List<Measure>(), new List<Measure>());
    var seeded = await product.PrepareAsync(cases);
    foreach (var part in (Word("--parts") ?? "submit,lives,pages,items,identity").Split(','))
    {
        switch (part)
        {
            case "submit":
                Add(ofCases, await Submissions.MeasureAsync(server, length));
                break;
            case "lives":
                Add(ofCases, await LifeCycles.MeasureAsync(server, length, cases));
                break;
            case "pages":
                Add(ofCases, await Pages.MeasureAsync(product, server, length));
                break;
            case "items":
                await Items.MeasureAsync(product, server, items, length, Telling(ofItems));
                break;
            case "identity":
                await IdentityPart.MeasureAsync(server, length, Telling(ofIdentity));
                break;
            default:
                throw new InvalidOperationException($"No part {part}");
        }
    }

    if (ofCases.Count > 0)
    {
        ofCases.Insert(0, seeded);
    }

    return (ofCases, ofItems, ofIdentity);

    static Action<Measure> Telling(List<Measure> results) => reached =>
    {
        results.Add(reached);
        Console.WriteLine(reached);
    };

    static void Add(List<Measure> results, IReadOnlyList<Measure> reached)
    {
        results.AddRange(reached);
        Console.Write(Measure.Table(reached));
    }
}

string? Word(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
