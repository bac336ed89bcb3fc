using System.Globalization;
using Zhengtong.Bench;

// bench --web FOLDER [--cases N] [--quick] [--items N] [--parts submit,lives,pages,items] [--write FILE]: measures the published product against its own PostgreSQL and prints what was reached.
var web = Word("--web") ?? throw new ArgumentException("--web is missing: start through ./bench");
var cases = int.Parse(Word("--cases") ?? "1000000", CultureInfo.InvariantCulture);
var items = int.Parse(Word("--items") ?? cases.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
var quick = args.Contains("--quick");
var length = quick ? new Lengths(3, 5, 5, 20) : new Lengths(10, 20, 15, 600);

Console.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Trim()}, {cases} cases, PostgreSQL: {BenchPostgres.Settings}");
try
{
    var results = await MeasureAsync();
    var table = Measure.Table(results);
    Console.WriteLine(table);
    if (Word("--write") is { } file)
    {
        await PerformancePage.WriteAsync(file, cases, quick, table);
    }

    return results.TrueForAll(r => r.Met) ? 0 : 1;
}
catch (Exception e) when (e is InvalidOperationException or HttpRequestException or System.Data.Common.DbException)
{
    // Caught, so that the server this run has started is stopped on the way out.
    await Console.Error.WriteLineAsync(e.ToString());
    return 2;
}

async Task<List<Measure>> MeasureAsync()
{
    await using var server = await BenchPostgres.StartAsync();
    var product = new Product(web, server);
    var results = new List<Measure>();
    Add([await product.PrepareAsync(cases)]);
    foreach (var part in (Word("--parts") ?? "submit,lives,pages,items").Split(','))
    {
        Add(part switch
        {
            "submit" => await Submissions.MeasureAsync(server, length),
            "lives" => await LifeCycles.MeasureAsync(server, length, cases),
            "pages" => await Pages.MeasureAsync(product, server, length),
            "items" => await Items.MeasureAsync(product, server, items, length),
            _ => throw new InvalidOperationException($"No part {part}"),
        });
    }

    return results;

    void Add(IReadOnlyList<Measure> reached)
    {
        results.AddRange(reached);
        Console.Write(Measure.Table(reached));
    }
}

string? Word(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
