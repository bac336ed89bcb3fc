namespace Zhengtong.Torture;

/// <summary>What the workers said was done, in the order of saying. A line that the kill cut off says nothing.</summary>
internal sealed class Acknowledgements
{
    private readonly List<Said> _said = [];
    private TaskCompletionSource _reached = new();
    private int _until;

    /// <param name="Step">Empty for the application itself.</param>
    internal sealed record Said(Guid CaseId, Guid DraftId, string Number, string Step);

    public int Count => _said.Count;

    public int Cases => _said.Count(s => s.Step.Length == 0);

    public IReadOnlyList<Said> From(int index) => _said[index..];

    /// <summary>Done when so many more have been said; asked before the worker's lines are read.</summary>
    public Task MoreAsync(int count)
    {
        (_until, _reached) = (_said.Count + count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (count == 0)
        {
            _reached.SetResult();
        }

        return _reached.Task;
    }

    public async Task ReadAsync(StreamReader lines, CancellationToken ct)
    {
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            switch (line.Split(' '))
            {
                case ["made", { Length: 32 } draft, { Length: 32 } id, { Length: 22 } number]:
                    _said.Add(new Said(Guid.Parse(id), Guid.Parse(draft), number, ""));
                    break;
                case ["done", { Length: 32 } id, var step] when TorturedSteps.Keys.Contains(step):
                    _said.Add(new Said(Guid.Parse(id), Guid.Empty, "", step));
                    break;
            }

            if (_said.Count >= _until)
            {
                _reached.TrySetResult();
            }
        }
    }
}

internal static class TorturedSteps
{
    public static readonly IReadOnlyList<string> Keys = ["intake", "review", "joint-review", "decide", "issue"];
}
