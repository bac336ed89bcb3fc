using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Text;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>Asks every route of every visitor and judges the answers.</summary>
internal sealed class AccessMatrix(AccessStage stage, CancellationToken ct)
{
    private static readonly Subject Nothing = new(SubjectKind.Public, "-", [], AccessSubjects.Everybody);
    private readonly HashSet<string> _opened = [];
    private readonly HashSet<string> _tried = [];
    private readonly HashSet<(AccessRoute, Visitor)> _refused = [];
    private readonly Dictionary<Visitor, SearchValues<string>> _secrets = stage.Visitors.ToDictionary(
        v => v, v => SearchValues.Create([.. stage.Subjects.Where(s => !s.May(v)).SelectMany(s => s.Secrets)], StringComparison.OrdinalIgnoreCase));

    /// <summary>What reading may leave behind: that it was read, for the first time or at all; the template that a paper was first shown by; the provider's first key of all.</summary>
    private static readonly string[] Marks =
        ["platform_personal_data_reading", "platform_trace", "platform_message", "SET \"trace_count\"", "SET \"opened_at\"", "SET \"template_version\"", "identity_oidc_key"];

    public List<string> Faults { get; } = [];

    public int Asked { get; private set; }

    public IReadOnlyList<string> UnknownSubjects => [.. stage.Routes.Where(r => r.HasParameters && AccessSubjects.Of(r) is null).Select(r => r.ToString()).Distinct()];

    public IReadOnlyList<string> NeverOpened => [.. _tried.Except(_opened).Except(AccessSubjects.PostOnly)];

    public async Task ReadAsync(Func<AccessRoute, bool> which)
    {
        foreach (var (route, subject, query) in Cells(reads: true).Where(c => which(c.Route)))
        {
            if (!route.Open)
            {
                _tried.Add(route.Pattern);
            }

            var visitors = await VisitorsAsync(route, _ => true);
            var written = await stage.Sql.DuringAsync(() => AskAsync(route, subject, visitors, async visitor =>
            {
                using var answer = await visitor.Browser.GetAsync(new Uri(route.Address(subject.Values, query), UriKind.Relative), ct);
                return Seen.Of(answer, answer.IsSuccessStatusCode ? await LeakAsync(route, visitor, answer) : null);
            }));
            Faults.AddRange(written.Where(w => Writes(w) && !Marks.Any(m => w.Contains(m, StringComparison.Ordinal)))
                .Select(w => $"{route} of {subject.Name}, which only reads, wrote: {w[..Math.Min(120, w.Length)]}"));
        }
    }

    /// <summary>Whoever may not, posts with a form token of his own: refused, and not one row is written.</summary>
    public async Task WriteForbiddenAsync()
    {
        _refused.Clear();
        foreach (var (route, subject, query) in Cells(reads: false))
        {
            var visitors = await VisitorsAsync(route, v => !subject.May(v) || !AccessSubjects.MayEnter(route, v));
            var written = await stage.Sql.DuringAsync(() => AskAsync(route, subject, visitors, async visitor =>
            {
                using var answer = await PostAsync(route, visitor, route.Address(subject.Values, query), visitor.FormToken);
                return Seen.Of(answer);
            }));
            Faults.AddRange(written.Where(Writes).Select(w => $"{route} by one who may not on {subject.Name} wrote: {w[..Math.Min(120, w.Length)]}"));
        }
    }

    /// <summary>A form without the token of the site (a forged request) changes nothing, whoever is tricked into sending it.</summary>
    public async Task WriteWithoutTokenAsync()
    {
        foreach (var (route, subject, query) in Cells(reads: false))
        {
            foreach (var visitor in stage.Visitors)
            {
                if (!await stage.AdmitsAsync(route, visitor) || !subject.May(visitor))
                {
                    continue;
                }

                var wanted = AccessSubjects.Signed.Contains(route.Pattern) ? HttpStatusCode.Unauthorized : HttpStatusCode.BadRequest;
                var written = await stage.Sql.DuringAsync(async () =>
                {
                    using var answer = await PostAsync(route, visitor, route.Address(subject.Values, query), null);
                    Asked++;
                    if (answer.StatusCode != wanted)
                    {
                        Faults.Add($"{route} by {visitor} without a form token: {(int)answer.StatusCode}");
                    }
                });
                Faults.AddRange(written.Where(Writes).Select(w => $"{route} by {visitor} without a form token wrote: {w[..Math.Min(120, w.Length)]}"));
                break;
            }
        }
    }

    /// <summary>Whoever may, sends an empty form: it may be refused or done, but nothing breaks. Ending the session comes last.</summary>
    public async Task WriteAllowedAsync()
    {
        foreach (var (route, subject, query) in Cells(reads: false).OrderBy(c => c.Route.Pattern.Contains("sign-out", StringComparison.Ordinal)))
        {
            foreach (var visitor in stage.Visitors)
            {
                if (await stage.AdmitsAsync(route, visitor) && subject.May(visitor))
                {
                    using var answer = await PostAsync(route, visitor, route.Address(subject.Values, query), visitor.FormToken);
                    Asked++;
                    if ((int)answer.StatusCode >= 500)
                    {
                        Faults.Add($"{route} by {visitor} on {subject.Name}: {(int)answer.StatusCode}");
                    }
                }
            }
        }
    }

    /// <param name="reads">GET, or all that may change something.</param>
    private IEnumerable<(AccessRoute Route, Subject Subject, string Query)> Cells(bool reads)
    {
        foreach (var route in stage.Routes.Where(r => (r.Method == "GET") == reads))
        {
            if (route.Bare)
            {
                yield return (route, Nothing, "");
            }

            if (AccessSubjects.Of(route) is var (kind, query))
            {
                foreach (var subject in stage.Subjects.Where(s => s.Kind == kind))
                {
                    // A page of errors is asked for by the number of one.
                    yield return (route, kind == SubjectKind.Public && route.Pattern.StartsWith("error", StringComparison.Ordinal) ? subject with { Values = new() { ["code"] = "404" } } : subject, query);
                }
            }
        }
    }

    /// <summary>Those to ask: whom the policy refuses once a route, since the thing asked for makes no difference then, and the others where it says so.</summary>
    private async Task<List<Visitor>> VisitorsAsync(AccessRoute route, Func<Visitor, bool> admitted)
    {
        List<Visitor> all = [];
        foreach (var visitor in stage.Visitors)
        {
            if (await stage.AdmitsAsync(route, visitor) ? admitted(visitor) : _refused.Add((route, visitor)))
            {
                all.Add(visitor);
            }
        }

        return all;
    }

    /// <summary>Several visitors at a time, as they come in life; judged one after the other.</summary>
    private async Task AskAsync(AccessRoute route, Subject subject, List<Visitor> visitors, Func<Visitor, Task<Seen>> ask)
    {
        var answers = new Seen[visitors.Count];
        await Parallel.ForAsync(0, visitors.Count, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (i, _) => answers[i] = await ask(visitors[i]));
        foreach (var (visitor, answer) in visitors.Zip(answers))
        {
            await JudgeAsync(route, subject, visitor, answer);
        }
    }

    private async Task JudgeAsync(AccessRoute route, Subject subject, Visitor visitor, Seen answer)
    {
        Asked++;
        var admitted = await stage.AdmitsAsync(route, visitor);
        var right = !admitted ? IsRefusal(visitor, answer)
            : !AccessSubjects.MayEnter(route, visitor) ? IsRefusal(visitor, answer) || answer.Status == HttpStatusCode.NotFound
            : !subject.May(visitor) ? answer.Status == HttpStatusCode.NotFound
            : (int)answer.Status < 500 && (!answer.LeadsTo("/account/sign-in") || route.Pattern.StartsWith("account/", StringComparison.Ordinal));
        if (!right)
        {
            Faults.Add($"{route} by {visitor} on {subject.Name}: {(int)answer.Status} {answer.Location} (policy {(admitted ? "admits" : "refuses")}, subject {(subject.May(visitor) ? "his" : "not his")})");
        }

        if (answer.Leak is { } leak)
        {
            Faults.Add($"{route} of {subject.Name} shows {visitor} {leak}");
        }

        if (answer.Status == HttpStatusCode.OK || (answer.Status == HttpStatusCode.Redirect && !answer.LeadsTo("/account/sign-in")))
        {
            _opened.Add(route.Pattern);
        }
    }

    private static bool IsRefusal(Visitor visitor, Seen answer) =>
        visitor.Actor is null ? answer.LeadsTo("/account/sign-in") || answer.Status == HttpStatusCode.Unauthorized
        : visitor is { IsStaff: true, Post: null } ? answer.Status == HttpStatusCode.Forbidden || answer.LeadsTo("/account/post")
        : answer.Status == HttpStatusCode.Forbidden;

    /// <summary>Lists, searches, exports and documents name nothing that the reader may not open.</summary>
    private async Task<string?> LeakAsync(AccessRoute route, Visitor visitor, HttpResponseMessage answer)
    {
        // What was once told to somebody himself (an agent, of the company's case) stays in his messages.
        if (route.HasParameters && AccessSubjects.Of(route)!.Value.Kind == SubjectKind.Message)
        {
            return null;
        }

        var text = await TextAsync(answer);
        if (text.AsSpan().IndexOfAny(_secrets[visitor]) < 0)
        {
            return null;
        }

        // What one wrote into the address oneself is no news.
        var (address, hidden) = (answer.RequestMessage!.RequestUri!.Query, stage.Subjects.Where(s => !s.May(visitor) && !AccessSubjects.Dispatches(route, visitor, s, stage.Visitors)));
        return hidden.SelectMany(s => s.Secrets.Where(x => text.Contains(x, StringComparison.OrdinalIgnoreCase) && !address.Contains(x, StringComparison.OrdinalIgnoreCase)).Select(x => $"{x} of {s.Name}"))
            .FirstOrDefault();
    }

    private async Task<string> TextAsync(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
        {
            return await answer.Content.ReadAsStringAsync(ct);
        }

        var text = new StringBuilder();
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(ct));
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(ct));
            text.Append(await reader.ReadToEndAsync(ct));
        }

        return text.ToString();
    }

    private static bool Writes(string sql) =>
        ((string[])["INSERT", "UPDATE", "DELETE"]).Any(w => sql.TrimStart().StartsWith(w, StringComparison.OrdinalIgnoreCase)) && !sql.Contains("identity_session", StringComparison.Ordinal);

    private async Task<HttpResponseMessage> PostAsync(AccessRoute route, Visitor visitor, string address, string? token)
    {
        using var form = new FormUrlEncodedContent(token is null ? new Dictionary<string, string> { ["Revision"] = "0" } : new() { ["__RequestVerificationToken"] = token, ["Revision"] = "0" });
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(address, UriKind.Relative)) { Content = form };
        if (token is not null)
        {
            request.Headers.Add("X-Form-Token", token);
        }

        return await visitor.Browser.SendAsync(request, ct);
    }

    /// <summary>An answer as it came.</summary>
    /// <param name="Leak">What it says that the reader may not know.</param>
    private sealed record Seen(HttpStatusCode Status, string? Location, string? Leak)
    {
        public static Seen Of(HttpResponseMessage answer, string? leak = null) => new(answer.StatusCode, answer.Headers.Location?.OriginalString, leak);

        public bool LeadsTo(string path) => Location?.StartsWith(path, StringComparison.Ordinal) == true;
    }
}
