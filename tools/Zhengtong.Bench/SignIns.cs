using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Zhengtong.Identity.Contracts;

namespace Zhengtong.Bench;

/// <summary>People who come back to their own browsers, sixteen at once, without a pause: from the sent form to the session.</summary>
internal static partial class SignIns
{
    private const string Page = "/account/sign-in";

    public static async Task<Measure> MeasureAsync(Uri root, IReadOnlyList<string> logins, string store, Lengths length)
    {
        await Warm.UntilSteadyAsync(async seconds => (await RunAsync(root, logins, seconds)).Count / (double)seconds);
        return new Measure(
            $"p95 of signing in, {logins.Count} people at once, {store}", Measure.Percentile(await RunAsync(root, logins, length.Pages), 0.95), 50, " ms", AtMost: true, "without the hashing of the password");
    }

    private static async Task<List<double>> RunAsync(Uri root, IReadOnlyList<string> logins, int seconds)
    {
        var watch = Stopwatch.StartNew();
        return [.. (await Task.WhenAll(logins.Select(login => OneAsync(root, login, seconds, watch)))).SelectMany(t => t)];
    }

    /// <returns>Milliseconds of each sign-in but the first, by which the browser becomes known.</returns>
    private static async Task<List<double>> OneAsync(Uri root, string login, int seconds, Stopwatch watch)
    {
        var (times, cookies) = (new List<double>(), new CookieContainer());
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = root };
        var page = await browser.GetStringAsync(new Uri(Page, UriKind.Relative));
        Dictionary<string, string> form = new()
        {
            ["Input.Login"] = login, ["Input.Password"] = DemoPeople.Password, ["__RequestVerificationToken"] = WebUtility.HtmlDecode(FormToken().Match(page).Groups[1].Value),
        };
        for (var first = true; first || watch.Elapsed.TotalSeconds < seconds; first = false)
        {
            using var content = new FormUrlEncodedContent(form);
            var from = Stopwatch.GetTimestamp();
            using var answer = await browser.PostAsync(new Uri(Page, UriKind.Relative), content);
            var taken = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
            if (answer.StatusCode != HttpStatusCode.Redirect || cookies.GetCookies(root)["zt-session"] is not { } session)
            {
                throw new InvalidOperationException($"{login} was not signed in: {(int)answer.StatusCode} {answer.Headers.Location} {Tags().Replace(await answer.Content.ReadAsStringAsync(), " ")}");
            }

            session.Expired = true;
            if (!first)
            {
                times.Add(taken);
            }
        }

        return times;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("<[^>]*>|\\s+")]
    private static partial Regex Tags();
}
