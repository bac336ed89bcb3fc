using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Modules;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web;

/// <summary>
/// Every route for everybody. What is expected follows from the policy a route declares and from the kind of thing it is about
/// (<see cref="AccessSubjects"/>): whoever the policy does not admit gets 403 (nobody signed in: the sign-in page), and what one may not see is 404.
/// </summary>
public sealed class AccessMatrixTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("03.09", "08.17", "18.08", "18.13")]
    public async Task Nobody_reaches_what_is_not_his()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Sqlite);
        var matrix = new Matrix(stage);
        Assert.True(matrix.UnknownSubjects.Count == 0, "These routes have parameters of an unknown subject. Add a line to AccessSubjects.Table (and a real thing of a new kind to AccessStage):\n" + string.Join('\n', matrix.UnknownSubjects));

        await matrix.ReadAsync(_ => true);
        await matrix.WriteForbiddenAsync();
        await matrix.WriteWithoutTokenAsync();
        await matrix.WriteAllowedAsync();

        Assert.True(matrix.Faults.Count == 0, $"{matrix.Faults.Count} of {matrix.Asked}:\n" + string.Join('\n', matrix.Faults.Take(100)));
        Assert.True(matrix.Asked > 4000, $"Only {matrix.Asked} requests.");
        Assert.True(matrix.NeverOpened.Count == 0, "Nobody could open:\n" + string.Join('\n', matrix.NeverOpened));
    }

    /// <summary>The queries that hide things are the same text for both databases, but not the same SQL.</summary>
    [Fact]
    [Requirement("03.09", "18.13")]
    public async Task Nobody_reaches_what_is_not_his_on_PostgreSQL()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Postgres);
        var matrix = new Matrix(stage);
        await matrix.ReadAsync(r => r.Pattern is "my/cases/{id:guid}" or "cases/{caseId:guid}/clock" or "office/trace/{number}" or "office/cases/{stepId:guid}" or "desk/cases/{stepId:guid}"
            or "apply/draft/{id:guid}" or "my/messages/{id:guid}" or "office/staff/member/{id:guid?}" or "office/opinions/{id:guid}");

        Assert.True(matrix.Faults.Count == 0, string.Join('\n', matrix.Faults.Take(100)));
        Assert.True(matrix.Asked > 300, $"Only {matrix.Asked} requests.");
    }

    /// <summary>A menu shows nobody a door that is closed to him, and a role that a menu leaves out does not get in by typing the address.</summary>
    [Fact]
    [Requirement("03.09", "08.17")]
    public async Task Who_sees_an_entry_of_a_menu_is_who_may_open_its_page()
    {
        await using var stage = await AccessStage.StartAsync(Engine.Sqlite);
        List<string> faults = [];
        foreach (var entry in stage.Host.Services.GetRequiredService<ModuleList>().Modules.SelectMany(m => m.Menu).Where(e => e.Roles.Length > 0))
        {
            foreach (var visitor in stage.Visitors.Where(v => v.Post is not null))
            {
                var answer = await visitor.Browser.GetAsync(new Uri(entry.Href, UriKind.Relative), Ct);
                if (answer.IsSuccessStatusCode != entry.Roles.Contains(visitor.Post!.Role))
                {
                    faults.Add($"{entry.Href} for {visitor}: {(int)answer.StatusCode}, menu says {string.Join(',', entry.Roles)}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private sealed class Matrix(AccessStage stage)
    {
        private readonly HashSet<string> _opened = [];
        private readonly HashSet<string> _tried = [];

        public List<string> Faults { get; } = [];

        public int Asked { get; private set; }

        public IReadOnlyList<string> UnknownSubjects => [.. stage.Routes.Where(r => r.HasParameters && AccessSubjects.Of(r) is null).Select(r => r.ToString()).Distinct()];

        public IReadOnlyList<string> NeverOpened => [.. _tried.Except(_opened)];

        public async Task ReadAsync(Func<AccessRoute, bool> which)
        {
            foreach (var (route, subject, query) in Cells(reads: true).Where(c => which(c.Route)))
            {
                if (!route.Open)
                {
                    _tried.Add(route.Pattern);
                }

                foreach (var visitor in stage.Visitors)
                {
                    var address = route.Address(subject.Values, query);
                    using var answer = await visitor.Browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
                    await JudgeAsync(route, subject, visitor, answer);
                    if (answer.IsSuccessStatusCode)
                    {
                        _opened.Add(route.Pattern);
                        await LeaksAsync(route, visitor, answer);
                    }
                    else if (answer.StatusCode == HttpStatusCode.Redirect && !IsToSignIn(answer))
                    {
                        _opened.Add(route.Pattern);
                    }
                }
            }
        }

        /// <summary>Whoever may not, posts with a form token of his own: refused, and not one row is written.</summary>
        public async Task WriteForbiddenAsync()
        {
            foreach (var (route, subject, query) in Cells(reads: false))
            {
                foreach (var visitor in stage.Visitors)
                {
                    var (admitted, may) = (await stage.AdmitsAsync(route, visitor), subject.May(visitor) && AccessSubjects.MayEnter(route, visitor));
                    if (admitted && may)
                    {
                        continue;
                    }

                    var written = await stage.Sql.DuringAsync(async () =>
                    {
                        using var answer = await PostAsync(route, visitor, route.Address(subject.Values, query), visitor.FormToken);
                        await JudgeAsync(route, subject, visitor, answer);
                    });
                    Faults.AddRange(written.Where(Writes).Select(w => $"{route} by {visitor} on {subject.Name} wrote: {w[..Math.Min(120, w.Length)]}"));
                }
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

                    var written = await stage.Sql.DuringAsync(async () =>
                    {
                        using var answer = await PostAsync(route, visitor, route.Address(subject.Values, query), null);
                        if (answer.StatusCode != HttpStatusCode.BadRequest)
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
            var nothing = new Subject(SubjectKind.Public, "-", [], AccessSubjects.Everybody);
            foreach (var route in stage.Routes.Where(r => (r.Method == "GET") == reads))
            {
                if (!route.HasParameters)
                {
                    yield return (route, nothing, "");
                    continue;
                }

                if (route.Pattern.EndsWith("?}", StringComparison.Ordinal))
                {
                    yield return (route, nothing, "");
                }

                var (kind, query) = AccessSubjects.Of(route)!.Value;
                foreach (var subject in stage.Subjects.Where(s => s.Kind == kind))
                {
                    // A page of errors is asked for by the number of one.
                    yield return (route, kind == SubjectKind.Public ? subject with { Values = route.Pattern.StartsWith("error", StringComparison.Ordinal) ? new() { ["code"] = "404" } : subject.Values } : subject, query);
                }
            }
        }

        private async Task JudgeAsync(AccessRoute route, Subject subject, Visitor visitor, HttpResponseMessage answer)
        {
            Asked++;
            var admitted = await stage.AdmitsAsync(route, visitor);
            var right = !admitted ? IsRefusal(visitor, answer)
                : !AccessSubjects.MayEnter(route, visitor) ? IsRefusal(visitor, answer) || answer.StatusCode == HttpStatusCode.NotFound
                : !subject.May(visitor) ? answer.StatusCode == HttpStatusCode.NotFound
                : (int)answer.StatusCode < 500 && (!IsToSignIn(answer) || route.Pattern.StartsWith("account/", StringComparison.Ordinal));
            if (!right)
            {
                Faults.Add($"{route} by {visitor} on {subject.Name}: {(int)answer.StatusCode} {answer.Headers.Location} (policy {(admitted ? "admits" : "refuses")}, subject {(subject.May(visitor) ? "his" : "not his")})");
            }
        }

        private static bool IsRefusal(Visitor visitor, HttpResponseMessage answer) =>
            visitor.Actor is null ? IsToSignIn(answer) || answer.StatusCode == HttpStatusCode.Unauthorized
            : visitor is { IsStaff: true, Post: null } ? answer.StatusCode == HttpStatusCode.Forbidden || answer.Headers.Location?.OriginalString.StartsWith("/account/post", StringComparison.Ordinal) == true
            : answer.StatusCode == HttpStatusCode.Forbidden;

        private static bool IsToSignIn(HttpResponseMessage answer) => answer.Headers.Location?.OriginalString.StartsWith("/account/sign-in", StringComparison.Ordinal) == true;

        /// <summary>Lists, searches, exports and documents name nothing that the reader may not open.</summary>
        private async Task LeaksAsync(AccessRoute route, Visitor visitor, HttpResponseMessage answer)
        {
            var text = await TextAsync(answer);
            // What was once told to somebody himself (an agent, of the company's case) stays in his messages.
            var told = route.HasParameters && AccessSubjects.Of(route)!.Value.Kind == SubjectKind.Message;
            foreach (var subject in stage.Subjects.Where(s => !told && !s.May(visitor)))
            {
                if (subject.Secrets.FirstOrDefault(s => text.Contains(s, StringComparison.OrdinalIgnoreCase)) is { } secret)
                {
                    Faults.Add($"{route} shows {visitor} {secret} of {subject.Name}");
                }
            }
        }

        private static async Task<string> TextAsync(HttpResponseMessage answer)
        {
            if (answer.Content.Headers.ContentType?.MediaType?.Contains("spreadsheet", StringComparison.Ordinal) != true)
            {
                return await answer.Content.ReadAsStringAsync(Ct);
            }

            var text = new StringBuilder();
            await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Ct));
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(await entry.OpenAsync(Ct));
                text.Append(await reader.ReadToEndAsync(Ct));
            }

            return text.ToString();
        }

        private static bool Writes(string sql) =>
            ((string[])["INSERT", "UPDATE", "DELETE"]).Any(w => sql.TrimStart().StartsWith(w, StringComparison.OrdinalIgnoreCase)) && !sql.Contains("identity_session", StringComparison.Ordinal);

        private static async Task<HttpResponseMessage> PostAsync(AccessRoute route, Visitor visitor, string address, string? token)
        {
            using var form = new FormUrlEncodedContent(token is null ? new Dictionary<string, string> { ["Revision"] = "0" } : new() { ["__RequestVerificationToken"] = token, ["Revision"] = "0" });
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), new Uri(address, UriKind.Relative)) { Content = form };
            if (token is not null)
            {
                request.Headers.Add("X-Form-Token", token);
            }

            return await visitor.Browser.SendAsync(request, Ct);
        }
    }
}
