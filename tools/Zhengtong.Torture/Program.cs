using System.Globalization;
using Zhengtong.Torture;

// torture --connection TEXT [--kills N] [--seed N]: kills the worker N times and checks the store after each.
// torture worker --connection TEXT [--seed N]: works on cases without end and says on standard output what was acknowledged.
var connection = Word("--connection") ?? throw new ArgumentException("--connection is missing.");
var seed = int.Parse(Word("--seed") ?? "1", CultureInfo.InvariantCulture);
if (args is ["worker", ..])
{
    return await Worker.RunAsync(connection, seed);
}

var kills = int.Parse(Word("--kills") ?? "100", CultureInfo.InvariantCulture);
var report = await Torturer.RunAsync(connection, kills, seed, Console.WriteLine, CancellationToken.None);
Console.WriteLine(report);
return report.Faults.Count == 0 ? 0 : 1;

string? Word(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
