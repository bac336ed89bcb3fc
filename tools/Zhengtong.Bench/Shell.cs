using System.Diagnostics;

namespace Zhengtong.Bench;

internal static class Shell
{
    /// <returns>What the program wrote on its standard output, which goes to a file: a server that stays behind would hold a pipe open.</returns>
    public static async Task<string> RunAsync(string program, params string[] args)
    {
        var output = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("/bin/sh", ["-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1 </dev/null", "sh", output, program, .. args]) { WorkingDirectory = "/" };
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var text = await File.ReadAllTextAsync(output);
            return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {text}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
